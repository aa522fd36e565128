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

const GROUPS = new Set(["detail", "signature"]);

export function FieldFrame({ field, id, required, issue, beside, children }: FieldFrameProps) {
  const { i18n } = useTranslation("form");
  const help = textOf(field.help, i18n.language);
  // A table or a signature is several controls with names of their own: the label names the group.
  const group = GROUPS.has(field.type);
  const Label = group ? "span" : "label";
  return (
    <div
      className={styles.field}
      data-full={field.width === "full" || field.type === "detail" || undefined}
      data-field={field.key}
      {...(group ? { role: "group", "aria-labelledby": `${id}-label` } : {})}
    >
      <div className={styles.labelLine}>
        <Label className={styles.label} {...(group ? {} : { htmlFor: id })} id={`${id}-label`}>
          {textOf(field.label, i18n.language, field.key)}
          {required && (
            <span className={styles.required} aria-hidden>
              {" "}
              *
            </span>
          )}
        </Label>
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
