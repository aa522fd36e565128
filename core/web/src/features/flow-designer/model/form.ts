/** Which of a form's fields the flow designer speaks of. What a field is belongs to the forms. */
import { type Field, isLayout } from "@/form";

/** A place that a field right names: a field, or `table.column`. */
export interface FieldPlace {
  path: string;
  field: Field;
  table?: Field;
}

export function fieldPlaces(fields: Field[]): FieldPlace[] {
  return fields
    .filter((field) => !isLayout(field))
    .flatMap((field): FieldPlace[] => [
      { path: field.key, field },
      ...(field.type === "detail" ? field.fields : []).map((column) => ({ path: `${field.key}.${column.key}`, field: column, table: field })),
    ]);
}

/** Fields whose value names people: a person, or a department through its head. */
export function fieldsOfPeople(fields: Field[]): Field[] {
  return fields.filter((field) => field.type === "person" || field.type === "department");
}

/** Fields that hold people. */
export function fieldsOfPersons(fields: Field[]): Field[] {
  return fields.filter((field) => field.type === "person");
}

/** Fields that hold a day, or a first and a last one. */
export function fieldsOfDays(fields: Field[]): Field[] {
  return fields.filter((field) => field.type === "date" || field.type === "dateRange");
}

/** Fields that hold text as it was typed. */
export function fieldsOfPlainText(fields: Field[]): Field[] {
  return fields.filter((field) => field.type === "text" || field.type === "longText" || field.type === "serial");
}

const NOT_IN_TEXT: Field["type"][] = ["detail", "file", "image", "signature", "richText", "section", "hint"];

/** Fields that can stand in a message. */
export function fieldsOfText(fields: Field[]): Field[] {
  return fields.filter((field) => !NOT_IN_TEXT.includes(field.type));
}
