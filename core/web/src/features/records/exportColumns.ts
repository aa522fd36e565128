// The columns that a file of records may have: every field, those too that fit no list, and what every record has.

import type { ExportColumn } from "@/exchange";
import { isLayout, textOf } from "@/form";
import type { Column } from "@/list";
import { titleKey } from "./columns";
import type { FormInfo, RecordRow } from "./queries";

/** `title` names the column of titles, which is one of its own where they are made of more than a field. */
export function exportColumns(form: FormInfo, columns: Column<RecordRow>[], locale: string, title: string): ExportColumn[] {
  const fields = form.schema.fields.filter((field) => !isLayout(field)).map((field) => ({ key: field.key, label: textOf(field.label, locale, field.key) }));
  const standing = columns.filter((column) => !column.own).map(({ key, label }) => ({ key, label }));
  return [...(titleKey(form) === undefined ? [{ key: "$title", label: title }] : []), ...fields, ...standing];
}
