// The left sides that the visual builder offers: fields, sums and counts of detail tables, facts of the situation.
// An expression with any other left side is shown as a formula instead.

import type { TFunction } from "i18next";
import type { Compare, ContextName, Expr } from "./expr";
import { infoExpr, infoLabel, infoPath, valueKind, type FieldInfo, type ValueKind } from "./fieldInfo";

export interface Subject {
  id: string;
  label: string;
  kind: ValueKind;
  expr: Expr;
  info?: FieldInfo;
}

const CONTEXT_KINDS: Partial<Record<ContextName, ValueKind>> = {
  initiator: "people",
  initiatorDepartment: "departments",
  today: "date",
};

export function subjectsOf(fields: FieldInfo[], t: TFunction): Subject[] {
  const subjects: Subject[] = [];
  for (const info of fields) {
    const kind = valueKind(info);
    if (!info.table) subjects.push({ id: infoPath(info), label: infoLabel(info), kind, expr: infoExpr(info), info });
    if (info.type === "detail") {
      subjects.push({
        id: `count:${info.key}`,
        label: t("expr.countOf", { table: info.label }),
        kind: "number",
        expr: { op: "call", name: "count", args: [infoExpr(info)] },
        info: { ...info, scale: 0 },
      });
    }
    if (info.table && kind === "number") {
      subjects.push({
        id: `sum:${infoPath(info)}`,
        label: t("expr.sumOf", { column: infoLabel(info) }),
        kind: "number",
        expr: { op: "call", name: "sum", args: [infoExpr(info)] },
        info,
      });
    }
  }
  for (const [name, kind] of Object.entries(CONTEXT_KINDS) as [ContextName, ValueKind][]) {
    subjects.push({ id: `context:${name}`, label: t(`expr.context.${name}`), kind, expr: { op: "context", name } });
  }
  return subjects;
}

export function subjectOf(expr: Expr, subjects: Subject[]): Subject | undefined {
  const wanted = JSON.stringify(expr);
  return subjects.find((s) => JSON.stringify(s.expr) === wanted) ?? subjects.find((s) => sameExpr(s.expr, expr));
}

function sameExpr(a: Expr, b: Expr): boolean {
  if (a.op === "field" && b.op === "field") return a.key === b.key;
  if (a.op === "column" && b.op === "column") return a.table === b.table && a.key === b.key;
  if (a.op === "context" && b.op === "context") return a.name === b.name;
  if (a.op === "call" && b.op === "call")
    return a.name === b.name && a.args.length === b.args.length && a.args.every((x, i) => sameExpr(x, b.args[i] as Expr));
  return false;
}

const ORDER: Compare[] = ["gt", "ge", "lt", "le", "eq", "ne", "empty", "notEmpty"];
const OPERATORS: Record<ValueKind, Compare[]> = {
  number: ORDER,
  date: ["lt", "gt", "le", "ge", "eq", "empty", "notEmpty"],
  instant: ["empty", "notEmpty"],
  text: ["eq", "ne", "contains", "notContains", "startsWith", "empty", "notEmpty"],
  bool: ["eq"],
  option: ["eq", "ne", "in", "notIn", "empty", "notEmpty"],
  options: ["contains", "notContains", "empty", "notEmpty"],
  people: ["contains", "notContains", "empty", "notEmpty"],
  departments: ["contains", "notContains", "empty", "notEmpty"],
  records: ["empty", "notEmpty"],
  rows: ["empty", "notEmpty"],
  other: ["empty", "notEmpty"],
};

/** The comparisons that make sense for a subject; a fact of the situation is one id, not a list of them. */
export function operatorsOf(subject: Subject): Compare[] {
  if (subject.expr.op === "context" && subject.kind !== "date") return ["eq", "ne", "in", "notIn"];
  return OPERATORS[subject.kind];
}

export function takesNoValue(cmp: Compare): boolean {
  return cmp === "empty" || cmp === "notEmpty";
}

export function takesList(cmp: Compare): boolean {
  return cmp === "in" || cmp === "notIn";
}
