// The rows of a detail table as plain values, and the edits of them. Rows carry no id: order is their only name.

import { sumDecimals } from "../decimal";
import type { Field, FieldOf, FieldRights, FieldState, FormData, FormState } from "../schema";

export type Row = FormData;

export function rowsOf(value: unknown): Row[] {
  return Array.isArray(value) ? value.filter((row): row is Row => typeof row === "object" && row !== null) : [];
}

/** A fresh row: what the columns start with. */
export function newRow(columns: Field[]): Row {
  return Object.fromEntries(columns.filter((c) => c.default != null).map((c) => [c.key, c.default]));
}

export function withRow(rows: Row[], index: number, row: Row): Row[] {
  return rows.map((old, i) => (i === index ? row : old));
}

export function withoutRow(rows: Row[], index: number): Row[] {
  return rows.filter((_, i) => i !== index);
}

export function withCopy(rows: Row[], index: number): Row[] {
  const row = rows[index];
  return row ? [...rows.slice(0, index + 1), { ...row }, ...rows.slice(index + 1)] : rows;
}

export function moved<T>(list: T[], from: number, to: number): T[] {
  const item = list[from];
  if (item === undefined || from === to) return list;
  const rest = list.filter((_, i) => i !== from);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

/** Column sums by key: the engine's own where it gave one, else added up here just as exactly. */
export function totalsOf(field: FieldOf<"detail">, rows: Row[], state: FormState | undefined): Record<string, string> {
  return Object.fromEntries(
    (field.totals ?? []).map((key) => [key, state?.totals[`${field.key}.${key}`] ?? sumDecimals(rows.map((r) => r[key]))]),
  );
}

const OPEN: FieldState = { visible: true, required: false, readOnly: false };

/** What may be done with a cell; a row's own state goes before the column's. */
export function cellState(
  table: Field,
  column: Field,
  row: number | undefined,
  state: FormState | undefined,
  rights: FieldRights,
): FieldState {
  const path = `${table.key}.${column.key}`;
  const right = rights[path];
  const found = (row === undefined ? undefined : state?.fields[`${table.key}[${row}].${column.key}`]) ?? state?.fields[path];
  const base = found ?? {
    ...OPEN,
    required: column.required ?? false,
    visible: !column.hidden,
    readOnly: column.readOnly ?? false,
  };
  return {
    visible: base.visible && right !== "hidden",
    required: base.required,
    readOnly: base.readOnly || right === "read" || column.formula != null || column.type === "formula",
  };
}

export function visibleColumns(table: FieldOf<"detail">, state: FormState | undefined, rights: FieldRights): Field[] {
  return table.fields.filter((c) => cellState(table, c, undefined, state, rights).visible);
}

/** More rows scroll in a frame of their own, so that totals and what follows the table stay within reach. */
export const ROWS_IN_PAGE = 30;
