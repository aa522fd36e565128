// What an ended document gives to a new one: what people filled in, without what the server gives anew (numbers,
// results) and without files, which belong to the old document.
import type { Field, FormSchema } from "@/api";

type Data = Record<string, unknown>;

const GIVEN_ANEW = new Set(["serial", "formula"]);
const FILES = new Set(["file", "image", "signature"]);

export function contentForNew(schema: FormSchema, data: Data): { data: Data; filesLeft: boolean } {
  const filesLeft = schema.fields.some((field) => FILES.has(field.type) && hasFile(data[field.key]));
  return { data: kept(schema.fields, data), filesLeft };
}

function kept(fields: Field[], data: Data): Data {
  const entries = fields
    .filter((field) => data[field.key] !== undefined && !GIVEN_ANEW.has(field.type) && !FILES.has(field.type) && field.formula == null)
    .map((field) => {
      const value = data[field.key];
      const rows = field.type === "detail" && Array.isArray(value) ? value.map((row) => kept(field.fields, row as Data)) : value;
      return [field.key, rows] as const;
    });
  return Object.fromEntries(entries);
}

function hasFile(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value != null && value !== "";
}
