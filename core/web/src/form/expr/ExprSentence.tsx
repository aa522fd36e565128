// A condition as a sentence whose parts are chips. Reading only; a click on the whole opens the builder elsewhere.

import { Fragment, useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Refs } from "../schema";
import styles from "../form.module.css";
import { isGroup } from "./condition";
import { compareLabel, describeExpr, describeLiteral } from "./describe";
import type { Expr } from "./expr";
import type { FieldInfo } from "./fieldInfo";
import { subjectOf, subjectsOf, takesNoValue } from "./subject";

export function ExprSentence({ expr, fields, refs }: { expr: Expr | undefined; fields: FieldInfo[]; refs?: Refs | undefined }) {
  const { t, i18n } = useTranslation("form");
  const subjects = useMemo(() => subjectsOf(fields, t), [fields, t]);
  const context = { fields, locale: i18n.language, t, ...(refs ? { refs } : {}) };
  const chip = (text: string) => <span className={styles.chip}>{text}</span>;
  const draw = (e: Expr, nested: boolean): ReactNode => {
    if (isGroup(e) && e.args.length > 0) {
      const parts = e.args.map((a, i) => (
        <Fragment key={i}>
          {i > 0 && <span> {t(`expr.joinWord.${e.op}`)} </span>}
          {draw(a, e.args.length > 1)}
        </Fragment>
      ));
      return nested && e.args.length > 1 ? <>({parts})</> : parts;
    }
    if (e.op === "compare") {
      const subject = subjectOf(e.left, subjects);
      return (
        <>
          {chip(describeExpr(e.left, context))} {chip(compareLabel(e.cmp, subject?.kind, t))}{" "}
          {!takesNoValue(e.cmp) &&
            chip(
              e.right.op === "lit"
                ? describeLiteral(e.right.value, subject, context) || t("expr.nothing")
                : describeExpr(e.right, context),
            )}
        </>
      );
    }
    return chip(describeExpr(e, context));
  };
  return (
    <span className={styles.sentence}>
      {expr ? draw(expr, false) : <span className={styles.secondary}>{t("expr.always")}</span>}
    </span>
  );
}
