// Which fields suit a layout: what a board can have its columns by, what a calendar its days, what a card its picture.

import { textOf } from "@/form";
import type { Column, LayoutChoices } from "@/list";
import type { FormInfo, RecordRow } from "../queries";

const GROUPS = new Set(["$status", "$createdBy", "$department"]);
const DAYS = new Set(["$createdAt", "$updatedAt"]);
const DATES = new Set(["date", "dateTime", "dateRange"]);

/** A column of a board asks for its rows by the value, so a list must be able to compare it. */
function groups(column: Column<RecordRow>): boolean {
  const { field } = column;
  if (!column.own) return GROUPS.has(column.key);
  return column.ops.includes("eq") && (field.type === "singleSelect" || (field.type === "person" && !field.multiple));
}

function hasDay(column: Column<RecordRow>): boolean {
  return column.own ? column.ops.includes("between") && DATES.has(column.field.type) : DAYS.has(column.key);
}

export function layoutChoices(form: FormInfo, columns: Column<RecordRow>[], locale: string): LayoutChoices {
  const of = (suits: (column: Column<RecordRow>) => boolean) => columns.filter(suits).map(({ key, label }) => ({ value: key, label }));
  return {
    groupBy: of(groups),
    dateField: of(hasDay),
    coverField: form.schema.fields.filter((field) => field.type === "image").map((field) => ({ value: field.key, label: textOf(field.label, locale, field.key) })),
  };
}
