// What builders and editors of expressions need to know of the fields that can be named in them.

import type { Field, FieldTypeName, FormSchema, FormulaResult, SelectOption } from "../schema";
import { textOf } from "../schema";
import type { Expr } from "./expr";

export interface FieldInfo {
  /** The field's key, or the column's key when `table` is given. */
  key: string;
  table?: string;
  label: string;
  tableLabel?: string;
  type: FieldTypeName;
  result?: FormulaResult;
  options?: SelectOption[];
  multiple?: boolean;
  scale?: number;
  currency?: string;
  form?: string;
}

/** What a value is compared as. */
export type ValueKind =
  | "number"
  | "text"
  | "date"
  | "instant"
  | "bool"
  | "option"
  | "options"
  | "people"
  | "departments"
  | "records"
  | "rows"
  | "other";

function infoOf(field: Field, locale: string, table?: Field): FieldInfo {
  const info: FieldInfo = { key: field.key, label: textOf(field.label, locale, field.key), type: field.type };
  if (table) Object.assign(info, { table: table.key, tableLabel: textOf(table.label, locale, table.key) });
  if ("options" in field) info.options = field.options;
  if ("multiple" in field) info.multiple = field.multiple;
  if ("scale" in field) info.scale = field.scale;
  if ("currency" in field) info.currency = field.currency;
  if ("result" in field) info.result = field.result;
  if (field.type === "reference") info.form = field.form;
  return info;
}

/** The fields of a schema that hold a value, detail columns after their table. */
export function fieldInfos(schema: FormSchema, locale: string): FieldInfo[] {
  return schema.fields
    .filter((f) => f.type !== "section" && f.type !== "hint")
    .flatMap((f) =>
      f.type === "detail" ? [infoOf(f, locale), ...f.fields.map((c) => infoOf(c, locale, f))] : [infoOf(f, locale)],
    );
}

export function infoPath(info: FieldInfo): string {
  return info.table ? `${info.table}.${info.key}` : info.key;
}

export function infoLabel(info: FieldInfo): string {
  return info.tableLabel ? `${info.tableLabel} · ${info.label}` : info.label;
}

export function infoExpr(info: FieldInfo): Expr {
  return info.table ? { op: "column", table: info.table, key: info.key } : { op: "field", key: info.key };
}

export function valueKind(info: FieldInfo): ValueKind {
  switch (info.type) {
    case "number":
    case "money":
    case "percent":
      return "number";
    case "date":
      return "date";
    case "dateTime":
      return "instant";
    case "checkbox":
      return "bool";
    case "singleSelect":
      return "option";
    case "multiSelect":
      return "options";
    case "person":
      return "people";
    case "department":
      return "departments";
    case "reference":
      return "records";
    case "detail":
      return "rows";
    case "formula":
      return info.result === "bool" || info.result === "date" || info.result === "text" ? info.result : "number";
    case "text":
    case "longText":
    case "phone":
    case "email":
    case "link":
    case "serial":
      return "text";
    default:
      return "other";
  }
}
