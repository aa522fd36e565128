// Where a field is named by other parts of the same form, and how those follow when an unpublished key changes.

import { readsOf, type Expr, type Field, type FormSchema, type RuleAction } from "@/form";
import { pathOf, placeOf, type Place } from "./paths";

export type Reference = { kind: "formula"; path: string } | { kind: "rule"; index: number } | { kind: "title" };

/** What reads or changes the field at a path. */
export function referencesTo(schema: FormSchema, path: string): Reference[] {
  const found: Reference[] = [];
  const reads = (expr: Expr | null | undefined) => readsOf(expr ?? undefined).includes(path);
  for (const field of schema.fields) {
    if (field.key !== path && reads(field.formula)) found.push({ kind: "formula", path: field.key });
    if (field.type !== "detail") continue;
    for (const column of field.fields) {
      const at = pathOf({ table: field.key, key: column.key });
      if (at !== path && reads(column.formula)) found.push({ kind: "formula", path: at });
    }
  }
  (schema.rules ?? []).forEach((rule, index) => {
    const touches =
      reads(rule.when) ||
      rule.actions.some((a) => (a.kind === "set" ? a.field === path || reads(a.value) : a.fields.includes(path)));
    if (touches) found.push({ kind: "rule", index });
  });
  if (schema.titleTemplate?.includes(`{${path}}`)) found.push({ kind: "title" });
  return found;
}

function renamedExpr(expr: Expr, from: Place, to: string): Expr {
  const go = (e: Expr) => renamedExpr(e, from, to);
  switch (expr.op) {
    case "field":
      return from.table === undefined && expr.key === from.key ? { ...expr, key: to } : expr;
    case "column":
      if (from.table === undefined) return expr.table === from.key ? { ...expr, table: to } : expr;
      return expr.table === from.table && expr.key === from.key ? { ...expr, key: to } : expr;
    case "all":
    case "any":
    case "call":
      return { ...expr, args: expr.args.map(go) };
    case "not":
      return { ...expr, arg: go(expr.arg) };
    case "compare":
    case "math":
      return { ...expr, left: go(expr.left), right: go(expr.right) };
    default:
      return expr;
  }
}

/** The form with one key changed wherever it stands. */
export function renamed(schema: FormSchema, path: string, to: string): FormSchema {
  const from = placeOf(path);
  const key = (k: string) => (from.table === undefined && k === from.key ? to : k);
  const expr = (e: Expr) => renamedExpr(e, from, to);
  const field = (f: Field, table: string | undefined): Field => {
    const next: Field = { ...f, key: table === from.table && f.key === from.key ? to : f.key };
    if (f.formula) next.formula = expr(f.formula);
    if (next.type === "detail") {
      next.fields = next.fields.map((c) => field(c, f.key));
      if (from.table === f.key && next.totals) next.totals = next.totals.map((k) => (k === from.key ? to : k));
    }
    return next;
  };
  const action = (a: RuleAction): RuleAction =>
    a.kind === "set" ? { ...a, field: key(a.field), value: expr(a.value) } : { ...a, fields: a.fields.map(key) };
  return {
    ...schema,
    fields: schema.fields.map((f) => field(f, undefined)),
    ...(schema.rules ? { rules: schema.rules.map((r) => ({ ...r, when: expr(r.when), actions: r.actions.map(action) })) } : {}),
    ...(schema.titleTemplate ? { titleTemplate: schema.titleTemplate.replaceAll(`{${path}}`, `{${to}}`) } : {}),
  };
}
