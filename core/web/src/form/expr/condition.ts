// Which expressions the visual builder can show, and edits of them. Everything here returns new trees.

import { type Compare, type Expr, type Literal } from "./expr";
import { operatorsOf, subjectOf, takesList, takesNoValue, type Subject } from "./subject";

export type Group = Extract<Expr, { op: "all" | "any" }>;
export type Comparison = Extract<Expr, { op: "compare" }>;

export function isGroup(expr: Expr): expr is Group {
  return expr.op === "all" || expr.op === "any";
}

/** The condition as a group of rows; a lone comparison becomes a group of one. */
export function asGroup(expr: Expr | undefined): Group {
  if (!expr) return { op: "all", args: [] };
  return isGroup(expr) ? expr : { op: "all", args: [expr] };
}

/** Without a needless outer group, so that one comparison is stored as just that; `undefined` for no condition. */
export function tidy(group: Group): Expr | undefined {
  if (group.args.length === 0) return undefined;
  return group.args.length === 1 ? group.args[0] : group;
}

/** Whether every part has a shape that the builder draws: groups of `subject compare value`. */
export function isDrawable(expr: Expr | undefined, subjects: Subject[]): boolean {
  if (!expr) return true;
  if (isGroup(expr)) return expr.args.every((a) => isDrawable(a, subjects));
  return (
    expr.op === "compare" &&
    subjectOf(expr.left, subjects) !== undefined &&
    (expr.right.op === "lit" || subjectOf(expr.right, subjects) !== undefined)
  );
}

export function emptyLiteral(subject: Subject, cmp: Compare): Literal {
  if (takesNoValue(cmp)) return "null";
  if (takesList(cmp)) return { list: [] };
  return subject.kind === "bool" ? { bool: true } : "null";
}

export function newComparison(subject: Subject): Comparison {
  const cmp = operatorsOf(subject)[0] ?? "notEmpty";
  return { op: "compare", cmp, left: subject.expr, right: { op: "lit", value: emptyLiteral(subject, cmp) } };
}

/** Another comparison of the same subject; the value is kept when the new one takes the same kind of value. */
export function withCompare(row: Comparison, cmp: Compare, subject: Subject): Comparison {
  const keeps = !takesNoValue(cmp) && !takesNoValue(row.cmp) && takesList(cmp) === takesList(row.cmp);
  return { ...row, cmp, right: keeps ? row.right : { op: "lit", value: emptyLiteral(subject, cmp) } };
}

/** Whether a row still lacks its value. */
export function isIncomplete(row: Comparison): boolean {
  if (takesNoValue(row.cmp) || row.right.op !== "lit") return false;
  const value = row.right.value;
  return value === "null" || (typeof value === "object" && "list" in value && value.list.length === 0);
}

export function replaceAt(group: Group, index: number, next: Expr | undefined): Group {
  const args = next ? group.args.map((a, i) => (i === index ? next : a)) : group.args.filter((_, i) => i !== index);
  return { ...group, args };
}
