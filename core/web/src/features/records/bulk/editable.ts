// Which fields can be set to the same value in several records: those that are written by hand, hold one plain value,
// and that one may write.

import { fieldType, isLayout, type Field, type FieldRights, type FormSchema } from "@/form";

/** Rows of its own, a drawing, or a text with its own editor: nothing that one sets for many at once. */
const NEVER = new Set<Field["type"]>(["detail", "signature", "richText", "formula", "serial"]);

export function bulkFields(schema: FormSchema, rights: FieldRights): Field[] {
  return schema.fields.filter(
    (field) =>
      !isLayout(field) &&
      !NEVER.has(field.type) &&
      fieldType(field.type).Edit !== undefined &&
      field.formula == null &&
      !field.unique &&
      !field.readOnly &&
      !field.hidden &&
      (rights[field.key] ?? "edit") === "edit",
  );
}
