// A priority as bars, with its word behind them: the field of one choice that a type begins with, greatest first.
import { useTranslation } from "react-i18next";
import { textOf } from "@/form";
import type { WorkItemType } from "../queries";
import css from "./card.module.css";
import type { Card } from "./verdict";

const FIELD = "priority";
/** More bars than this are not told apart. */
const BARS = 4;

export function PriorityMark({ card, type }: { card: Card; type: WorkItemType | undefined }) {
  const { t, i18n } = useTranslation("projects");
  const field = type?.schema.fields.find((f) => f.key === FIELD);
  const value = card.fields[FIELD];
  if (field?.type !== "singleSelect" || typeof value !== "string") return null;
  const at = field.options.findIndex((o) => o.key === value);
  const option = field.options[at];
  if (!option) return null;
  const all = Math.min(BARS, field.options.length);
  const filled = Math.max(1, Math.round(((field.options.length - at) / field.options.length) * all));
  const text = t("board.fieldIs", { field: textOf(field.label, i18n.language), value: textOf(option.label, i18n.language) });
  return (
    <span className={css.priority} role="img" aria-label={text} title={text}>
      {Array.from({ length: all }, (_, n) => (
        <i key={n} data-on={n < filled || undefined} />
      ))}
    </span>
  );
}
