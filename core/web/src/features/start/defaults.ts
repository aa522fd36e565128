// What a new form begins with: each field's own default.
import type { FormSchema } from "@/api";

export function defaultsOf(schema: FormSchema): Record<string, unknown> {
  return Object.fromEntries(schema.fields.filter((field) => field.default !== undefined && field.default !== null).map((field) => [field.key, field.default]));
}
