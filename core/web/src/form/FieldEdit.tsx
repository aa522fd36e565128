// One field of a form being filled in: its editor, or its value where it may only be read.

import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { describedBy, FieldFrame } from "./FieldFrame";
import { fieldType, isNumeric } from "./fields/registry";
import { controlId, issueAt, useForm } from "./FormContext";
import styles from "./form.module.css";
import { isEmptyValue, textOf, type Field, type FieldState } from "./schema";

interface Props {
  field: Field;
  value: unknown;
  may: FieldState;
  onChange: (key: string, value: unknown) => void;
  beside?: ReactNode;
}

export const FieldEdit = memo(function FieldEdit({ field, value, may, onChange, beside }: Props) {
  const { t, i18n } = useTranslation("form");
  const { prefix, refs, state, issues } = useForm();
  const { Edit, View } = fieldType(field.type);
  const id = controlId(prefix, field.key);
  const issue = issueAt(issues, field.key);
  if (field.type === "hint") {
    return (
      <div className={styles.field} data-full data-field={field.key}>
        <View field={field} value={value} refs={refs} />
      </div>
    );
  }
  const computed = field.formula != null || field.type === "formula";
  const reads = may.readOnly || !Edit;
  return (
    <FieldFrame field={field} id={id} required={may.required && !computed} issue={issue} beside={beside}>
      {reads && field.type !== "serial" ? (
        field.type === "detail" ? (
          <View field={field} value={value} refs={refs} state={state} />
        ) : (
          <output id={id} className={`${styles.computed} ${isNumeric(field) ? styles.right : ""}`}>
            {isEmptyValue(value) ? (
              <span className={styles.secondary}>{computed ? t("formula.pending") : t("empty")}</span>
            ) : (
              <View field={field} value={value} refs={refs} state={state} />
            )}
          </output>
        )
      ) : (
        Edit && (
          <Edit
            field={field}
            value={value}
            onChange={(next: unknown) => onChange(field.key, next)}
            id={id}
            label={textOf(field.label, i18n.language, field.key)}
            describedBy={describedBy(field, id, issue, i18n.language)}
            required={may.required}
            invalid={issue !== undefined}
            refs={refs}
            state={state}
            issues={issues}
          />
        )
      )}
    </FieldFrame>
  );
});
