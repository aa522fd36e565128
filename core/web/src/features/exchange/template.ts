// The head of a file to start from: the columns that an import would know by themselves.

import { type Field, type FormSchema, isLayout, textOf } from "@/form";
import { csvOf } from "./csv";

/** What no cell can say: the server gives it, or it is more than a cell. */
const NOT_IN_CELLS: ReadonlySet<Field["type"]> = new Set<Field["type"]>(["file", "image", "signature", "serial", "formula", "detail"]);

/** The fields of people, by the keys that the server knows. */
export const PERSON_FIELDS = ["login", "name", "email", "phone", "department", "post", "roles"] as const;

export function templateColumns(schema: Pick<FormSchema, "fields">, locale: string): string[] {
  const fields = schema.fields.filter((field) => !isLayout(field) && !NOT_IN_CELLS.has(field.type) && !field.formula && !field.readOnly);
  const labels = fields.map((field) => textOf(field.label, locale, field.key));
  // Labels that are alike are told apart by their keys, which an import knows too.
  return labels.map((label, at) => (labels.filter((other) => other === label).length > 1 ? (fields[at]?.key ?? label) : label));
}

export function templateOf(columns: string[]): string {
  return csvOf([columns]);
}
