// Where a field stands: `budget`, or `items.amount` for a column of a detail table.

import type { Field, FormSchema } from "@/form";

export interface Place {
  table?: string;
  key: string;
}

export function placeOf(path: string): Place {
  const [first = "", second] = path.split(".");
  return second === undefined ? { key: first } : { table: first, key: second };
}

export function pathOf({ table, key }: Place): string {
  return table ? `${table}.${key}` : key;
}

/** The list in which a place stands: the form's fields, or a table's columns. */
export function listOf(schema: FormSchema, table: string | undefined): Field[] {
  if (!table) return schema.fields;
  const found = schema.fields.find((f) => f.key === table);
  return found?.type === "detail" ? found.fields : [];
}

export function withList(schema: FormSchema, table: string | undefined, fields: Field[]): FormSchema {
  if (!table) return { ...schema, fields };
  return { ...schema, fields: schema.fields.map((f) => (f.key === table && f.type === "detail" ? { ...f, fields } : f)) };
}

export function fieldAt(schema: FormSchema, path: string | undefined): Field | undefined {
  if (path === undefined) return undefined;
  const { table, key } = placeOf(path);
  return listOf(schema, table).find((f) => f.key === key);
}

/** Every place of a form, columns after their table. */
export function allPaths(schema: FormSchema): string[] {
  return schema.fields.flatMap((f) => (f.type === "detail" ? [f.key, ...f.fields.map((c) => `${f.key}.${c.key}`)] : [f.key]));
}
