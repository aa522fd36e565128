// Writing a formula as text, with completion of fields and functions, fields shown as chips by their labels, the
// sample result and errors where they are. The text editor itself is loaded when it is first needed.

import { Input, Skeleton } from "antd";
import { CircleAlert } from "lucide-react";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TextIssue } from "../engine";
import type { FormIssue } from "../schema";
import styles from "../form.module.css";
import { useEngine } from "../useEngine";
import type { Expr } from "./expr";
import type { FieldInfo } from "./fieldInfo";

const FormulaText = lazy(() => import("./FormulaText"));

export interface FormulaEditorProps {
  fields: FieldInfo[];
  value?: Expr | undefined;
  /** Called with every text that can be read; `undefined` for an empty one. */
  onChange: (value: Expr | undefined) => void;
  /** What the formula gives for the sample data, as text. */
  sample?: ((expr: Expr) => string | undefined) | undefined;
  /** Findings beyond the grammar, such as unknown fields or wrong types. */
  check?: ((expr: Expr) => FormIssue[]) | undefined;
  wants?: "bool" | "value";
  disabled?: boolean;
  "aria-label": string;
}

export function FormulaEditor({ fields, value, onChange, sample, check, disabled = false, ...aria }: FormulaEditorProps) {
  const { t, i18n } = useTranslation("form");
  const engine = useEngine();
  const [draft, setDraft] = useState<{ text: string; gives: string }>();
  const stored = useMemo(() => (engine && value ? engine.printFormula(value) : ""), [engine, value]);
  const given = JSON.stringify(value ?? null);
  useEffect(() => {
    // A value that came from elsewhere (undo, another field) replaces the text; one's own typing does not.
    setDraft((old) => (old && old.gives !== given ? undefined : old));
  }, [given]);
  if (!engine) return <Input.TextArea disabled aria-label={aria["aria-label"]} placeholder={t("loading")} autoSize />;

  const text = draft?.text ?? stored;
  const parsed = text.trim() === "" ? { expr: undefined, issues: [] } : engine.parseFormula(text, i18n.language);
  const findings: TextIssue[] = parsed.issues;
  const further = parsed.expr && check ? check(parsed.expr) : [];
  const change = (next: string) => {
    const read = next.trim() === "" ? { expr: undefined, issues: [] } : engine.parseFormula(next, i18n.language);
    const readable = read.issues.length === 0;
    setDraft({ text: next, gives: readable ? JSON.stringify(read.expr ?? null) : given });
    if (readable) onChange(read.expr);
  };
  const result = parsed.expr && findings.length === 0 ? sample?.(parsed.expr) : undefined;
  return (
    <div className={styles.formula}>
      <Suspense fallback={<Skeleton.Input active block />}>
        <FormulaText
          fields={fields}
          value={text}
          onChange={change}
          issues={findings}
          disabled={disabled}
          label={aria["aria-label"]}
        />
      </Suspense>
      {[...findings, ...further].slice(0, 3).map((issue, index) => (
        <div key={index} className={styles.error} role="alert">
          <CircleAlert size={14} aria-hidden /> {issue.message}
        </div>
      ))}
      {result !== undefined && (
        <div className={styles.help} aria-live="polite">
          {t("formula.sample")} <span className={styles.number}>{result}</span>
        </div>
      )}
    </div>
  );
}
