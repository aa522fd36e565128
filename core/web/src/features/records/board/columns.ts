// The columns of a board: the values of the field, and what has none. Each is a list of its own.

import type { DepartmentRef, Field, PersonRef, Refs } from "@/form";
import { textOf } from "@/form";
import type { Column, Leaf } from "@/list";
import type { RecordRow } from "../queries";

export interface BoardColumn {
  /** The value in a record; null for the column of those without one. */
  value: unknown;
  id: string;
  label: string;
  /** What narrows the list to this column. */
  leaf: Leaf;
  /** No longer offered: shown while something is in it, and nothing may be moved there. */
  retired: boolean;
}

const NONE = "";
export const PEOPLE_MAX = 20;

/** Whether records can be moved between the columns: only a field's own value can be written. */
export function movable(column: Pick<Column<RecordRow>, "own" | "field">): boolean {
  const { field } = column;
  return column.own && field.formula == null && !field.readOnly;
}

function none(key: string, label: string): BoardColumn {
  return { value: null, id: NONE, label, leaf: { field: key, op: "empty" }, retired: false };
}

function options(field: Field, key: string, locale: string): BoardColumn[] {
  if (field.type !== "singleSelect") return [];
  return field.options.map((option) => ({
    value: option.key,
    id: option.key,
    label: textOf(option.label, locale, option.key),
    leaf: { field: key, op: "eq", value: option.key },
    retired: option.retired ?? false,
  }));
}

/** The person or department that a row names first. */
export function namedBy(row: RecordRow, key: string): string | undefined {
  const own = row.data[key];
  const id = key === "$createdBy" ? row.createdBy.id : key === "$department" ? row.departmentId : Array.isArray(own) ? (own[0] as string | undefined) : own;
  return typeof id === "string" && id !== "" ? id : undefined;
}

/** The people or departments that some rows name, in the order of their names. */
function named(key: string, rows: RecordRow[], refs: Refs | undefined, locale: string): BoardColumn[] {
  const found = new Map<string, string>();
  for (const row of rows) {
    const id = namedBy(row, key);
    if (id === undefined || found.has(id)) continue;
    const person: PersonRef | undefined = key === "$createdBy" ? row.createdBy : refs?.people[id];
    const department: DepartmentRef | undefined = refs?.departments[id];
    found.set(id, person?.name ?? (department ? textOf(department.name, locale, id) : id));
  }
  return [...found]
    .map(([id, label]) => ({ value: key.startsWith("$") ? id : [id], id, label, leaf: { field: key, op: "eq" as const, value: id }, retired: false }))
    .sort((a, b) => a.label.localeCompare(b.label, locale))
    .slice(0, PEOPLE_MAX);
}

/** `sample` are rows whose people are looked at where the values are not a fixed list. */
export function boardColumns(by: Column<RecordRow>, { rows, refs }: { rows: RecordRow[]; refs: Refs | undefined }, locale: string, noneLabel: string): BoardColumn[] {
  const fixed = options(by.field, by.key, locale);
  const all = by.field.type === "singleSelect" ? fixed : named(by.key, rows, refs, locale);
  // Everything has somebody who created it.
  return by.key === "$createdBy" ? all : [none(by.key, noneLabel), ...all];
}

/** Whether the values have to be looked for in the rows. */
export function needsSample(by: Column<RecordRow>): boolean {
  return by.field.type !== "singleSelect";
}
