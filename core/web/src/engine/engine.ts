// The engine's calls with their types. Rules, formulas and validation are the server's own, compiled to WebAssembly:
// nothing is decided here.

import type { Expr } from "@/form/expr/expr";
import type { FieldRights, FormData, FormIssue, FormSchema, FormState } from "@/form/schema";
import type { Call } from "./call";

/** The facts around a form; today is the browser's when left out. */
export interface EvaluationContext {
  initiator?: string | undefined;
  initiatorDepartment?: string | undefined;
  today?: string | undefined;
}

/** A finding in a formula's text; offsets as JavaScript counts, `to` after the last one. */
export interface TextIssue {
  from: number;
  to: number;
  code: string;
  message: string;
}

/** What a formula's text says: the expression, when it can be read, and what is wrong. */
export interface ReadFormula {
  expr: Expr | undefined;
  issues: TextIssue[];
}

/** A value as JSON and as plain text. */
export interface Computed {
  value: unknown;
  text: string;
}

/** A function of the formula language. */
export interface FunctionInfo {
  function: string;
  name: string;
  minArgs: number;
  maxArgs: number | null;
}

export interface Engine {
  /** What the form shows for data as typed. */
  evaluateForm(schema: FormSchema, data: FormData, rights: FieldRights, context: EvaluationContext): FormState;
  /** What is wrong with data for submission; what only the server knows is checked there. */
  validateForm(
    schema: FormSchema,
    data: FormData,
    rights: FieldRights,
    context: EvaluationContext,
    locale: string,
    previous?: FormData,
  ): FormIssue[];
  /** What keeps a form from being published. */
  checkForm(schema: FormSchema, locale: string, published?: FormSchema[]): FormIssue[];
  /** The data of a new record. */
  initialForm(schema: FormSchema, context: EvaluationContext): FormData;
  parseFormula(text: string, locale: string): ReadFormula;
  printFormula(expr: Expr): string;
  /** As `parseFormula`, and everything wrong with it in the form; `row` is the table of a row formula. */
  checkFormula(text: string, schema: FormSchema, locale: string, place?: { row?: string; condition?: boolean }): ReadFormula;
  /** The value of an expression over sample data; with `row`, in the first row of that table. */
  evalExpr(expr: Expr, schema: FormSchema, data: FormData, context: EvaluationContext, row?: string): Computed;
  functions(): FunctionInfo[];
  /** The sentence of a finding's code. */
  message(code: string, params: Record<string, string>, locale: string): string;
}

/** The languages that the engine has sentences in. */
function known(locale: string): string {
  return locale.startsWith("en") ? "en" : "zh-CN";
}

function situation(context: EvaluationContext, now: Date): object {
  const two = (n: number) => String(n).padStart(2, "0");
  const today = `${String(now.getFullYear())}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return {
    today: context.today ?? today,
    now: now.toISOString(),
    initiator: context.initiator,
    initiatorDepartment: context.initiatorDepartment,
  };
}

/** The typed calls over an engine. */
export function engineOver(call: Call, now: () => Date = () => new Date()): Engine {
  return {
    evaluateForm: (schema, data, rights, context) =>
      call("evaluateForm", { schema, data, rights, context: situation(context, now()) }),
    validateForm: (schema, data, rights, context, locale, previous) =>
      call("validateForm", {
        schema,
        data,
        rights,
        context: situation(context, now()),
        locale: known(locale),
        previous,
      }),
    checkForm: (schema, locale, published = []) => call("checkForm", { schema, published, locale: known(locale) }),
    initialForm: (schema, context) => call("initialForm", { schema, context: situation(context, now()) }),
    parseFormula: (text, locale) => call("parseFormula", { text, locale: known(locale) }),
    printFormula: (expr) => call("printFormula", { expr }),
    checkFormula: (text, schema, locale, place = {}) =>
      call("checkFormula", { text, schema, ...place, locale: known(locale) }),
    evalExpr: (expr, schema, data, context, row) =>
      call("evalExpr", { expr, schema, data, context: situation(context, now()), row }),
    functions: () => call("functions", {}),
    message: (code, params, locale) => call("message", { code, params, locale: known(locale) }),
  };
}
