// Which value and which state a field is shown with.

import { rowsOf } from "./detail/rows";
import type { Field, FieldRights, FieldState, FormData, FormState } from "./schema";

export function fieldState(field: Field, state: FormState, rights: FieldRights): FieldState {
  const found = state.fields[field.key];
  const right = rights[field.key];
  return {
    visible: (found?.visible ?? !field.hidden) && right !== "hidden",
    required: found?.required ?? field.required ?? false,
    readOnly: (found?.readOnly ?? field.readOnly ?? false) || right === "read" || field.formula != null,
  };
}

/** What was typed stays as it was typed; what is computed, or set by a rule, is the engine's. */
export function shownValue(field: Field, data: FormData, state: FormState, targets: Set<string>): unknown {
  const typed = data[field.key];
  const computed = state.data[field.key];
  if (field.formula != null || field.type === "formula" || targets.has(field.key)) return computed ?? typed;
  if (field.type !== "detail") return typed;
  const keys = field.fields.filter((c) => c.formula != null || c.type === "formula").map((c) => c.key);
  const rows = rowsOf(typed);
  if (keys.length === 0 || rows.length === 0) return typed;
  const answers = rowsOf(computed);
  return rows.map((row, i) => ({ ...row, ...Object.fromEntries(keys.map((k) => [k, answers[i]?.[k] ?? null])) }));
}
