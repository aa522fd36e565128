// Trying the draft out: its state for the sample data, what is wrong with it, whether a rule holds.

import type { Engine } from "@/engine";
import { attempt, type Expr, type FormData, type FormIssue, type FormSchema, type FormState } from "@/form";

const NOBODY = {};

/** Whether a condition holds for the data; `undefined` when it cannot be told. */
export function holds(engine: Engine | undefined, schema: FormSchema, data: FormData, when: Expr): boolean | undefined {
  return engine && attempt<boolean | undefined>(() => engine.evalExpr(when, schema, data, NOBODY).value === true, undefined);
}

/** Rows to look at until someone enters their own (an empty table shows nothing of its columns), and the defaults. */
export function sampleFor(engine: Engine | undefined, schema: FormSchema, entered: FormData): FormData {
  const rows = Object.fromEntries(schema.fields.filter((f) => f.type === "detail").map((f) => [f.key, [{}]]));
  const starts = engine ? attempt<FormData>(() => engine.initialForm(schema, NOBODY), {}) : {};
  return { ...rows, ...starts, ...entered };
}

export function evaluated(engine: Engine | undefined, schema: FormSchema, data: FormData, resting: FormState): FormState {
  return engine ? attempt(() => engine.evaluateForm(schema, data, {}, NOBODY), resting) : resting;
}

/** What keeps the draft from being published; the server's own last findings where the engine cannot tell. */
export function findings(
  engine: Engine | undefined,
  schema: FormSchema,
  locale: string,
  published: FormSchema | undefined,
  told: FormIssue[],
): FormIssue[] {
  return engine ? attempt(() => engine.checkForm(schema, locale, published ? [published] : []), told) : told;
}
