// The JSON of conditions and formulas (core/model/src/expr). Types and small constructors; evaluation, parsing and
// printing belong to the engine.

export type Literal = "null" | { bool: boolean } | { number: string } | { text: string } | { date: string } | { list: Literal[] };

export type ContextName = "initiator" | "initiatorDepartment" | "today" | "now";

export const COMPARES = [
  "eq",
  "ne",
  "gt",
  "ge",
  "lt",
  "le",
  "in",
  "notIn",
  "contains",
  "notContains",
  "startsWith",
  "empty",
  "notEmpty",
] as const;
export type Compare = (typeof COMPARES)[number];

export type MathName = "add" | "sub" | "mul" | "div";

export const FUNCTIONS = [
  "sum",
  "avg",
  "min",
  "max",
  "count",
  "if",
  "round",
  "floor",
  "ceil",
  "abs",
  "mod",
  "coalesce",
  "concat",
  "len",
  "upper",
  "lower",
  "trim",
  "left",
  "right",
  "date",
  "year",
  "month",
  "day",
  "weekday",
  "addDays",
  "addMonths",
  "daysBetween",
  "start",
  "end",
] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

export type Expr =
  | { op: "lit"; value: Literal }
  | { op: "field"; key: string }
  | { op: "column"; table: string; key: string }
  | { op: "context"; name: ContextName }
  | { op: "all"; args: Expr[] }
  | { op: "any"; args: Expr[] }
  | { op: "not"; arg: Expr }
  | { op: "compare"; cmp: Compare; left: Expr; right: Expr }
  | { op: "math"; math: MathName; left: Expr; right: Expr }
  | { op: "call"; name: FunctionName; args: Expr[] };

export const NULL: Expr = { op: "lit", value: "null" };

/** `addDays` as it is written in formulas: `ADD_DAYS`. */
export function functionText(name: FunctionName): string {
  return name.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase();
}

/** Every expression inside, itself first. */
export function* walk(expr: Expr): Generator<Expr> {
  yield expr;
  switch (expr.op) {
    case "all":
    case "any":
    case "call":
      for (const arg of expr.args) yield* walk(arg);
      break;
    case "not":
      yield* walk(expr.arg);
      break;
    case "compare":
    case "math":
      yield* walk(expr.left);
      yield* walk(expr.right);
  }
}

/** The field keys that an expression reads; a column is `table.column`. */
export function readsOf(expr: Expr | undefined): string[] {
  if (!expr) return [];
  const keys = new Set<string>();
  for (const e of walk(expr)) {
    if (e.op === "field") keys.add(e.key);
    if (e.op === "column") keys.add(`${e.table}.${e.key}`);
  }
  return [...keys];
}

/** Plain values of a literal list, texts and numbers alike. */
export function literalTexts(value: Literal): string[] {
  if (value === "null") return [];
  if ("list" in value) return value.list.flatMap(literalTexts);
  if ("bool" in value) return [String(value.bool)];
  if ("number" in value) return [value.number];
  if ("date" in value) return [value.date];
  return [value.text];
}
