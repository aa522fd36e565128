// Trying the draft out: its state for the sample data, the result of one formula, whether a rule holds.

import type { Expr, Field, FormData, FormIssue, FormSchema, FormState } from "@/form";
import { formatDecimal, rowsOf, scaleOf, type Engine } from "@/form";
import { fieldAt, listOf, placeOf, withList } from "./model/paths";
import { placed } from "./issues";

/** A key that no field has: letters of the designer's own. */
const PROBE = "weir-probe";

const NOBODY = {};

/** Whether a condition holds for the data; `undefined` when it cannot be told. */
export function holds(engine: Engine | undefined, schema: FormSchema, data: FormData, when: Expr): boolean | undefined {
  if (!engine) return undefined;
  const probe: Field = { key: PROBE, type: "formula", result: "bool", label: {}, formula: when };
  try {
    return engine.evaluateForm({ ...schema, fields: [...schema.fields, probe] }, data, {}, NOBODY).data[PROBE] === true;
  } catch {
    return undefined;
  }
}

function withFormula(schema: FormSchema, path: string, formula: Expr): FormSchema {
  const { table, key } = placeOf(path);
  return withList(
    schema,
    table,
    listOf(schema, table).map((f) => (f.key === key ? { ...f, formula } : f)),
  );
}

/** What a formula gives for the sample, as people read it; for a column, in the first row. */
export function resultOf(
  engine: Engine | undefined,
  schema: FormSchema,
  data: FormData,
  path: string,
  formula: Expr,
): string | undefined {
  if (!engine) return undefined;
  const field = fieldAt(schema, path);
  if (!field) return undefined;
  const { table, key } = placeOf(path);
  try {
    const state = engine.evaluateForm(withFormula(schema, path, formula), data, {}, NOBODY);
    const value = table ? rowsOf(state.data[table])[0]?.[key] : state.data[key];
    if (value == null) return "–";
    if (typeof value === "boolean") return value ? "✓" : "✗";
    return "scale" in field ? formatDecimal(value, scaleOf(field)) : String(value);
  } catch {
    return undefined;
  }
}

/** What the engine finds wrong with one formula once it stands in the form. */
export function formulaIssues(
  engine: Engine | undefined,
  schema: FormSchema,
  path: string,
  formula: Expr,
  locale: string,
): FormIssue[] {
  if (!engine) return [];
  const next = withFormula(schema, path, formula);
  return engine.checkForm(next, locale).filter((issue) => placed(issue, next).path === path && issue.field.includes("formula"));
}

/** Rows to look at until someone enters their own: an empty table shows nothing of its columns. */
export function sampleFor(schema: FormSchema, entered: FormData): FormData {
  const rows = Object.fromEntries(
    schema.fields.filter((f) => f.type === "detail" && entered[f.key] === undefined).map((f) => [f.key, [{}]]),
  );
  const starts = Object.fromEntries(
    schema.fields.filter((f) => f.default !== undefined && entered[f.key] === undefined).map((f) => [f.key, f.default]),
  );
  return { ...rows, ...starts, ...entered };
}

export function evaluated(engine: Engine | undefined, schema: FormSchema, data: FormData, resting: FormState): FormState {
  if (!engine) return resting;
  try {
    return engine.evaluateForm(schema, data, {}, NOBODY);
  } catch {
    // A draft may be anything; what cannot be evaluated is shown at rest, and the issues say why.
    return resting;
  }
}
