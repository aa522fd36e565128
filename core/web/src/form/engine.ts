// What components ask of the browser engine.

import type { Expr } from "./expr/expr";
import type { FieldRights, FormData, FormIssue, FormSchema, FormState } from "./schema";

export interface EvaluationContext {
  initiator?: string | undefined;
  initiatorDepartment?: string | undefined;
  today?: string | undefined;
}

/** A finding in a formula's text; offsets are characters, `to` after the last one. */
export interface TextIssue {
  from: number;
  to: number;
  message: string;
}

export interface Engine {
  evaluateForm(schema: FormSchema, data: FormData, rights: FieldRights, context: EvaluationContext): FormState;
  validateForm(schema: FormSchema, data: FormData, rights: FieldRights, context: EvaluationContext, locale: string): FormIssue[];
  parseFormula(text: string, locale: string): { expr: Expr | undefined; issues: TextIssue[] };
  printFormula(expr: Expr): string;
  checkForm(schema: FormSchema, locale: string): FormIssue[];
}

export async function loadEngine(): Promise<Engine> {
  const load = import.meta.glob<{ loadEngine: () => Promise<Engine> }>("/src/engine/index.ts")["/src/engine/index.ts"];
  if (!load) throw new Error("no engine");
  return (await load()).loadEngine();
}
