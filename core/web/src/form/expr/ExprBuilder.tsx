// Building a condition by choosing: groups (all, any) of `field compare value`. What it cannot draw, such as
// arithmetic on the left side, is edited as a formula; switching to the formula is always possible.

import { Button } from "antd";
import { FunctionSquare, ListTree } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Refs } from "../schema";
import styles from "../form.module.css";
import { asGroup, isDrawable, tidy } from "./condition";
import { ConditionGroup } from "./ConditionGroup";
import type { Expr } from "./expr";
import type { FieldInfo } from "./fieldInfo";
import { FormulaEditor, type FormulaScope } from "./FormulaEditor";
import { subjectsOf } from "./subject";

export interface ExprBuilderProps {
  fields: FieldInfo[];
  value?: Expr | undefined;
  /** `undefined` when no condition is left. */
  onChange: (value: Expr | undefined) => void;
  refs?: Refs | undefined;
  /** The form that the condition is about, to check formulas against it. */
  scope?: FormulaScope | undefined;
  disabled?: boolean;
}

export function ExprBuilder({ fields, value, onChange, refs, scope, disabled = false }: ExprBuilderProps) {
  const { t } = useTranslation("form");
  const subjects = useMemo(() => subjectsOf(fields, t), [fields, t]);
  const drawable = isDrawable(value, subjects);
  const [asText, setAsText] = useState(!drawable);
  const formula = asText || !drawable;
  return (
    <div className={styles.builder}>
      {formula ? (
        <FormulaEditor
          fields={fields}
          value={value}
          onChange={onChange}
          disabled={disabled}
          scope={scope}
          condition
          aria-label={t("expr.condition")}
        />
      ) : (
        <ConditionGroup
          group={asGroup(value)}
          subjects={subjects}
          refs={refs}
          disabled={disabled}
          depth={0}
          onChange={(next) => onChange(next && tidy(next))}
        />
      )}
      {!disabled && drawable && (
        <Button
          type="link"
          size="small"
          className={styles.switch}
          icon={formula ? <ListTree size={14} /> : <FunctionSquare size={14} />}
          onClick={() => setAsText(!formula)}
        >
          {t(formula ? "expr.asRows" : "expr.asFormula")}
        </Button>
      )}
      {!drawable && <div className={styles.help}>{t("expr.notDrawable")}</div>}
    </div>
  );
}
