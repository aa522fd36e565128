// Operators in the words of what they compare: amounts equal, days come after, options belong to.

import type { TFunction } from "i18next";
import { compareLabel, valueKind, type FilterOp } from "@/form";
import type { ColumnInfo } from "../column";

/** `form` are the texts of `@/form`, which has the words that conditions and filters share. */
export function operatorLabel(op: FilterOp, column: ColumnInfo, form: TFunction): string {
  const kind = valueKind({
    key: column.key,
    label: column.label,
    type: column.field.type,
    ...("result" in column.field ? { result: column.field.result } : {}),
  });
  return compareLabel(op, kind === "instant" ? "date" : kind, form);
}
