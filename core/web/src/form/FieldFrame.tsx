// Label above, control, error, help below: the same around every field.

import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./form.module.css";
import { textOf, type Field, type FormIssue } from "./schema";

export interface FieldFrameProps {
  field: Field;
  id: string;
  required: boolean;
  issue: FormIssue | undefined;
  /** Beside the label, such as the rules that concern the field. */
  beside?: ReactNode;
  children: ReactNode;
}

export function FieldFrame({ field, id, required, issue, beside, children }: FieldFrameProps) {
  const { i18n } = useTranslation("form");
  const help = textOf(field.help, i18n.language);
  return (
    <div className={styles.field} data-full={field.width === "full" || undefined} data-field={field.key}>
      <div className={styles.labelLine}>
        <label className={styles.label} htmlFor={id} id={`${id}-label`}>
          {textOf(field.label, i18n.language, field.key)}
          {required && (
            <span className={styles.required} aria-hidden>
              {" "}
              *
            </span>
          )}
        </label>
        {beside}
      </div>
      {children}
      {issue && (
        <div className={styles.error} id={`${id}-error`}>
          <CircleAlert size={14} aria-hidden /> {issue.message}
        </div>
      )}
      {help && (
        <div className={styles.help} id={`${id}-help`}>
          {help}
        </div>
      )}
    </div>
  );
}

/** The ids that describe a control: its error first, then its help. */
export function describedBy(field: Field, id: string, issue: FormIssue | undefined, locale: string): string | undefined {
  return [issue && `${id}-error`, textOf(field.help, locale) && `${id}-help`].filter(Boolean).join(" ") || undefined;
}
