// Writing a formula as text, with completion of fields and functions, fields shown as chips by their labels, the
// sample result and errors where they are. The text editor itself is loaded when it is first needed.

import { Input, Skeleton } from "antd";
import { CircleAlert } from "lucide-react";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ReadFormula } from "@/engine";
import type { FormData, FormSchema } from "../schema";
import styles from "../form.module.css";
import { attempt, useEngine } from "../useEngine";
import type { Expr } from "./expr";
import type { FieldInfo } from "./fieldInfo";

const FormulaText = lazy(() => import("./FormulaText"));

/** The form that a formula stands in: with it, names and types are checked and a sample result is shown. */
export interface FormulaScope {
  schema: FormSchema;
  /** The table of a row formula. */
  row?: string | undefined;
  sample?: FormData | undefined;
}

export interface FormulaEditorProps {
  fields: FieldInfo[];
  value?: Expr | undefined;
  /** Called with every text that can be read; `undefined` for an empty one. */
  onChange: (value: Expr | undefined) => void;
  scope?: FormulaScope | undefined;
  /** Whether it must give yes or no. */
  condition?: boolean;
  disabled?: boolean;
  "aria-label": string;
}

const NOTHING: ReadFormula = { expr: undefined, issues: [] };
const FINDINGS_SHOWN = 3;

export function FormulaEditor({
  fields,
  value,
  onChange,
  scope,
  condition = false,
  disabled = false,
  ...aria
}: FormulaEditorProps) {
  const { t, i18n } = useTranslation("form");
  const engine = useEngine();
  const [draft, setDraft] = useState<{ text: string; gives: string }>();
  const stored = useMemo(() => (engine && value ? engine.printFormula(value) : ""), [engine, value]);
  const given = JSON.stringify(value ?? null);
  useEffect(() => {
    // A value that came from elsewhere (undo, another field) replaces the text; one's own typing does not.
    setDraft((old) => (old && old.gives !== given ? undefined : old));
  }, [given]);
  const text = draft?.text ?? stored;
  const read = useMemo(() => {
    if (!engine || text.trim() === "") return NOTHING;
    if (!scope) return engine.parseFormula(text, i18n.language);
    const place = { condition, ...(scope.row ? { row: scope.row } : {}) };
    return attempt(() => engine.checkFormula(text, scope.schema, i18n.language, place), NOTHING);
  }, [engine, text, scope, condition, i18n.language]);
  const result = useMemo(() => {
    if (!engine || !scope?.sample || !read.expr || read.issues.length > 0) return undefined;
    const { expr } = read;
    const { schema, sample, row } = scope;
    return attempt(() => engine.evalExpr(expr, schema, sample, {}, row).text || t("expr.nothing"), undefined);
  }, [engine, scope, read, t]);
  if (!engine) return <Input.TextArea disabled aria-label={aria["aria-label"]} placeholder={t("loading")} autoSize />;

  const change = (next: string) => {
    const { expr } = next.trim() === "" ? NOTHING : engine.parseFormula(next, i18n.language);
    const readable = expr !== undefined || next.trim() === "";
    setDraft({ text: next, gives: readable ? JSON.stringify(expr ?? null) : given });
    if (readable) onChange(expr);
  };
  return (
    <div className={styles.formula}>
      <Suspense fallback={<Skeleton.Input active block />}>
        <FormulaText
          fields={fields}
          value={text}
          onChange={change}
          issues={read.issues}
          disabled={disabled}
          label={aria["aria-label"]}
        />
      </Suspense>
      {read.issues.slice(0, FINDINGS_SHOWN).map((issue, index) => (
        <div key={index} className={styles.error} role="status">
          <CircleAlert size={14} aria-hidden /> {issue.message}
        </div>
      ))}
      {result !== undefined && (
        <div className={styles.help} aria-live="polite">
          {t("formula.sample")} <span className={styles.result}>{result}</span>
        </div>
      )}
    </div>
  );
}
