// An amount with its currency, exact, in tabular figures.
import { formatMoney } from "./numbers";

interface MoneyProps {
  /** A decimal string. */
  value: string;
  currency: string;
  scale?: number;
  className?: string;
}

export function Money({ value, currency, scale = 2, className }: MoneyProps) {
  return (
    <span className={className} style={{ whiteSpace: "nowrap" }}>
      {formatMoney(value, currency, scale)}
    </span>
  );
}
