// One row of a condition: which field, how compared, with what value or other field.

import { Button, Select, Tooltip } from "antd";
import { ArrowLeftRight, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Refs } from "../schema";
import styles from "../form.module.css";
import { emptyLiteral, isIncomplete, newComparison, withCompare, type Comparison } from "./condition";
import { compareLabel } from "./describe";
import type { Compare } from "./expr";
import { LiteralEditor } from "./LiteralEditor";
import { operatorsOf, subjectOf, takesList, takesNoValue, type Subject } from "./subject";

interface Props {
  row: Comparison;
  subjects: Subject[];
  refs: Refs | undefined;
  disabled: boolean;
  onChange: (row: Comparison | undefined) => void;
}

export function ComparisonRow({ row, subjects, refs, disabled, onChange }: Props) {
  const { t } = useTranslation("form");
  const subject = subjectOf(row.left, subjects);
  if (!subject) return null;
  const operators = operatorsOf(subject);
  const shown = operators.includes(row.cmp) ? operators : [...operators, row.cmp];
  const others = subjects.filter((s) => s.kind === subject.kind && s.id !== subject.id);
  const comparesField = row.right.op !== "lit";
  const swaps =
    others.length > 0 && !takesNoValue(row.cmp) && !takesList(row.cmp) && (subject.kind === "number" || subject.kind === "date");
  const swap = () =>
    onChange({
      ...row,
      right: comparesField || !others[0] ? { op: "lit", value: emptyLiteral(subject, row.cmp) } : others[0].expr,
    });
  return (
    <div className={styles.row} data-incomplete={isIncomplete(row) || undefined}>
      <Select
        className={styles.rowField}
        aria-label={t("expr.field")}
        disabled={disabled}
        value={subject.id}
        showSearch={{ optionFilterProp: "label" }}
        popupMatchSelectWidth={false}
        options={subjects.map((s) => ({ value: s.id, label: s.label }))}
        onChange={(id) => {
          const next = subjects.find((s) => s.id === id);
          if (next) onChange(newComparison(next));
        }}
      />
      <Select<Compare>
        className={styles.rowOperator}
        aria-label={t("expr.operator")}
        disabled={disabled}
        value={row.cmp}
        popupMatchSelectWidth={false}
        options={shown.map((cmp) => ({ value: cmp, label: compareLabel(cmp, subject.kind, t) }))}
        onChange={(cmp) => onChange(withCompare(row, cmp, subject))}
      />
      <div className={styles.rowValue}>
        {row.right.op === "lit" ? (
          !takesNoValue(row.cmp) && (
            <LiteralEditor
              aria-label={t("expr.value")}
              subject={subject}
              list={takesList(row.cmp)}
              value={row.right.value}
              refs={refs}
              disabled={disabled}
              onChange={(value) => onChange({ ...row, right: { op: "lit", value } })}
            />
          )
        ) : (
          <Select
            style={{ width: "100%" }}
            aria-label={t("expr.otherField")}
            disabled={disabled}
            value={subjectOf(row.right, subjects)?.id}
            options={others.map((s) => ({ value: s.id, label: s.label }))}
            onChange={(id) => {
              const other = others.find((s) => s.id === id);
              if (other) onChange({ ...row, right: other.expr });
            }}
          />
        )}
      </div>
      {!disabled && (
        <div className={styles.rowButtons}>
          {swaps && (
            <Tooltip title={t(comparesField ? "expr.withValue" : "expr.withField")}>
              <Button
                type="text"
                size="small"
                icon={<ArrowLeftRight size={14} />}
                aria-label={t(comparesField ? "expr.withValue" : "expr.withField")}
                onClick={swap}
              />
            </Tooltip>
          )}
          <Tooltip title={t("expr.remove")}>
            <Button
              type="text"
              size="small"
              icon={<X size={14} />}
              aria-label={t("expr.remove")}
              onClick={() => onChange(undefined)}
            />
          </Tooltip>
        </div>
      )}
    </div>
  );
}
