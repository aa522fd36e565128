// An expression as a sentence for readers: `预算 大于 500,000.00 且 采购类别 是 生产设备`.

import type { TFunction } from "i18next";
import { formatDecimal } from "../decimal";
import { textOf, type Refs } from "../schema";
import { functionText, type Expr, type Literal } from "./expr";
import { infoLabel, type FieldInfo } from "./fieldInfo";
import { subjectOf, subjectsOf, takesNoValue, type Subject } from "./subject";

export interface DescribeContext {
  fields: FieldInfo[];
  locale: string;
  t: TFunction;
  refs?: Partial<Refs>;
}

const MATH = { add: "+", sub: "−", mul: "×", div: "÷" } as const;

/** A literal as people read it beside its subject: option labels, names, grouped numbers. */
export function describeLiteral(value: Literal, subject: Subject | undefined, ctx: DescribeContext): string {
  if (value === "null") return ctx.t("expr.nothing");
  if ("list" in value) return value.list.map((v) => describeLiteral(v, subject, ctx)).join(ctx.t("expr.listSeparator"));
  if ("bool" in value) return ctx.t(value.bool ? "expr.checked" : "expr.unchecked");
  if ("number" in value) return formatDecimal(value.number, subject?.info?.type === "money" ? (subject.info.scale ?? 0) : 0);
  if ("date" in value) return value.date;
  const option = subject?.info?.options?.find((o) => o.key === value.text);
  if (option) return textOf(option.label, ctx.locale, option.key);
  const { people, departments } = ctx.refs ?? {};
  const department = departments?.[value.text];
  return people?.[value.text]?.name ?? (department ? textOf(department.name, ctx.locale) : undefined) ?? value.text;
}

/** The words of a comparison; what they are depends on the subject (`早于` for dates, `小于` for numbers). */
export function compareLabel(cmp: string, kind: string | undefined, t: TFunction): string {
  return t([`expr.compare.${kind}.${cmp}`, `expr.compare.${cmp}`]);
}

export function describeExpr(expr: Expr, ctx: DescribeContext): string {
  const subjects = subjectsOf(ctx.fields, ctx.t);
  const whole = (e: Expr, nested: boolean): string => {
    const subject = subjectOf(e, subjects);
    if (subject) return subject.label;
    switch (e.op) {
      case "lit":
        return describeLiteral(e.value, undefined, ctx);
      case "field":
      case "column": {
        const info = ctx.fields.find((f) => f.key === e.key && f.table === (e.op === "column" ? e.table : undefined));
        return info ? infoLabel(info) : e.key;
      }
      case "context":
        return ctx.t(`expr.context.${e.name}`);
      case "all":
      case "any": {
        if (e.args.length === 0) return ctx.t(e.op === "all" ? "expr.always" : "expr.never");
        const text = e.args.map((a) => whole(a, e.args.length > 1)).join(ctx.t(`expr.join.${e.op}`));
        return nested && e.args.length > 1 ? ctx.t("expr.group", { text }) : text;
      }
      case "not":
        return ctx.t("expr.not", { text: whole(e.arg, true) });
      case "compare": {
        const left = subjectOf(e.left, subjects);
        const words = [whole(e.left, true), compareLabel(e.cmp, left?.kind, ctx.t)];
        if (!takesNoValue(e.cmp))
          words.push(e.right.op === "lit" ? describeLiteral(e.right.value, left, ctx) : whole(e.right, true));
        return words.join(" ");
      }
      case "math":
        return `${whole(e.left, true)} ${MATH[e.math]} ${whole(e.right, true)}`;
      case "call":
        return `${functionText(e.name)}(${e.args.map((a) => whole(a, false)).join(", ")})`;
    }
  };
  return whole(expr, false);
}
