// What is still wrong with a form, by name; a click goes there.

import { CircleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { controlId } from "./FormContext";
import styles from "./form.module.css";
import { textOf, type FormIssue, type FormSchema } from "./schema";

/** A finding's place as people call it: `采购明细 第 2 行 单价`. */
function placeOf(path: string, schema: FormSchema, locale: string, rowWords: (row: number) => string): string {
  const [, key = "", row, column] = /^([^[.]+)(?:\[(\d+)\])?(?:\.(.+))?$/.exec(path) ?? [];
  const field = schema.fields.find((f) => f.key === key);
  if (!field) return "";
  const parts = [textOf(field.label, locale, key)];
  if (row !== undefined) parts.push(rowWords(Number(row) + 1));
  if (column && field.type === "detail") parts.push(textOf(field.fields.find((c) => c.key === column)?.label, locale, column));
  return parts.join(" ");
}

/** Scrolls to a control and focuses it; a cell that is not on the page leads to its table. */
export function jumpTo(prefix: string, path: string) {
  const at =
    document.getElementById(controlId(prefix, path)) ?? document.getElementById(controlId(prefix, path.replace(/\[.*/, "")));
  at?.scrollIntoView({ block: "center", behavior: "smooth" });
  at?.focus({ preventScroll: true });
}

export function ErrorSummary({ schema, issues, prefix }: { schema: FormSchema; issues: FormIssue[]; prefix: string }) {
  const { t, i18n } = useTranslation("form");
  if (issues.length === 0) return null;
  return (
    <div className={styles.summary} role="alert">
      <div className={styles.summaryTitle}>
        <CircleAlert size={16} aria-hidden /> {t("summary.title", { count: issues.length })}
      </div>
      <ul>
        {issues.map((issue, i) => {
          const place = placeOf(issue.field, schema, i18n.language, (row) => t("summary.row", { row }));
          return (
            <li key={i}>
              {place ? (
                <button type="button" className={styles.jump} onClick={() => jumpTo(prefix, issue.field)}>
                  {place}
                </button>
              ) : null}
              {place && t("summary.colon")}
              {issue.message}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
