// Fresh fields and fresh keys.

import { fieldType, type Field, type FieldTypeName, type FormSchema, type Text } from "@/form";
import { listOf } from "./paths";

/** The most characters a key may have (core/model). */
const KEY_CHARS_MAX = 63;
export const KEY_PATTERN = /^[a-z][a-z0-9_-]*$/;

export function isKey(text: string): boolean {
  return text.length <= KEY_CHARS_MAX && KEY_PATTERN.test(text);
}

/** `money`, then `money_2`, and so on, until none has it. */
export function freeKey(stem: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  const base = stem.replace(/_\d+$/, "");
  if (!used.has(base)) return base;
  let number = 2;
  while (used.has(`${base}_${number}`)) number += 1;
  return `${base}_${number}`;
}

/** `singleSelect` as a stem for keys: `single_select`. */
function stemOf(type: FieldTypeName): string {
  return type.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
}

/** A fresh field; one that refers to records refers to this form's own (`formId`) until another is chosen. */
export function newField(schema: FormSchema, formId: string, type: FieldTypeName, label: Text, table?: string): Field {
  const definition = fieldType(type);
  const key = freeKey(
    stemOf(type),
    listOf(schema, table).map((f) => f.key),
  );
  const field = { key, label, type, width: definition.startsFull ? "full" : "half", ...definition.settings() } as Field;
  if (field.type === "reference") field.form = formId;
  if (field.type === "hint") field.text = label;
  if (field.type === "formula") field.formula = { op: "lit", value: "null" };
  return field;
}

/** A copy with keys of its own. */
export function copyOf(schema: FormSchema, field: Field, table?: string): Field {
  return {
    ...structuredClone(field),
    key: freeKey(
      field.key,
      listOf(schema, table).map((f) => f.key),
    ),
  };
}
