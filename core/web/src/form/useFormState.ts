// What the form shows now: the engine's answer for the data as typed. Before the engine is loaded, and in tests
// without one, the schema's own settings stand.

import { useMemo } from "react";
import type { EvaluationContext } from "@/engine";
import type { FieldRights, FieldState, FormData, FormSchema, FormState } from "./schema";
import { attempt, useEngine } from "./useEngine";

/** What the schema alone says, without rules and formulas. */
export function restingState(schema: FormSchema, data: FormData): FormState {
  const fields: Record<string, FieldState> = {};
  for (const f of schema.fields) {
    fields[f.key] = { visible: !f.hidden, required: f.required ?? false, readOnly: f.readOnly ?? false };
  }
  return { data, fields, totals: {} };
}

export function useFormState(schema: FormSchema, data: FormData, rights: FieldRights, context: EvaluationContext): FormState {
  const engine = useEngine();
  return useMemo(() => {
    const resting = restingState(schema, data);
    return engine ? attempt(() => engine.evaluateForm(schema, data, rights, context), resting) : resting;
  }, [engine, schema, data, rights, context]);
}

/** Fields that a rule may set: what the engine computed for them goes before what was typed. */
export function ruleTargets(schema: FormSchema): Set<string> {
  return new Set((schema.rules ?? []).flatMap((r) => r.actions.flatMap((a) => (a.kind === "set" ? [a.field] : []))));
}
