// What a list says about an instance beside its title: the amount at the right, the rest in a line.
import type { Schemas } from "@/api";
import { formatMoney } from "@/ui";

type SummaryItem = Schemas["SummaryItem"];

/** The first amount; plain decimals are written as money of the default currency. */
export function amountOf(summary: SummaryItem[]): string | undefined {
  const text = summary.find((item) => item.type === "money")?.text;
  if (text === undefined) return undefined;
  return /^-?\d+(\.\d+)?$/.test(text) ? formatMoney(text, "CNY") : text;
}

export function restOf(summary: SummaryItem[]): string {
  const amount = summary.find((item) => item.type === "money");
  return summary
    .filter((item) => item !== amount && item.text)
    .map((item) => item.text)
    .join(" · ");
}
