// Writing a script for a condition: completion of names, findings at their places, and what it gives on sample data.
// The server checks and evaluates it, in the sandbox where it will run. The text editor is loaded when first needed.

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button, Skeleton } from "antd";
import { CircleAlert, CircleCheck, CircleX } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ok } from "@/api";
import { useDebounced } from "@/ui";
import { FormFill } from "../FormFill";
import styles from "../form.module.css";
import type { FormData, FormSchema } from "../schema";
import type { FieldInfo } from "./fieldInfo";
import { wordAt } from "./script";

const ScriptText = lazy(() => import("./ScriptText"));

/** How long nothing is typed before the server is asked. */
const REST_MS = 400;

export interface ScriptEditorProps {
  fields: FieldInfo[];
  /** The form whose fields the script reads. */
  formId: string;
  schema: FormSchema;
  value: string;
  onChange: (script: string) => void;
  "aria-label": string;
}

export function ScriptEditor({ fields, formId, schema, value, onChange, ...aria }: ScriptEditorProps) {
  const { t, i18n } = useTranslation("form");
  const [sample, setSample] = useState<FormData>({});
  const [sampleOpen, setSampleOpen] = useState(false);
  const asked = useDebounced(useMemo(() => ({ script: value, sample }), [value, sample]), REST_MS);
  const check = useQuery({
    queryKey: ["scripts", "check", formId, i18n.language, asked],
    queryFn: () => ok(api.POST("/scripts/check", { body: { ...asked, place: { kind: "flowCondition", formId } } })),
    enabled: asked.script.trim() !== "",
    placeholderData: keepPreviousData,
  });
  // What was said about another text marks places that are others now.
  const current = asked.script === value && value.trim() !== "" ? check.data : undefined;
  const marks = useMemo(() => (current?.errors ?? []).map(({ line, column }) => wordAt(value, line, column)), [current, value]);
  return (
    <div className={styles.formula}>
      <Suspense fallback={<Skeleton.Input active block />}>
        <ScriptText fields={fields} value={value} onChange={onChange} issues={marks} disabled={false} label={aria["aria-label"]} />
      </Suspense>
      <div aria-live="polite">
        {check.error && value.trim() !== "" && (
          <div className={styles.error}>
            <CircleAlert size={14} aria-hidden /> {check.error.message}
          </div>
        )}
        {current?.errors.map((error) => (
          <div key={`${error.line}:${error.column}:${error.code}`} className={styles.error}>
            <CircleAlert size={14} aria-hidden /> {error.message}
          </div>
        ))}
        {current?.errors.length === 0 && (
          <div className={styles.help}>
            {current.value === true ? <CircleCheck size={14} aria-hidden /> : <CircleX size={14} aria-hidden />}{" "}
            <span className={styles.result}>{t(current.value === true ? "script.holds" : "script.fails")}</span>{" "}
            {current.timeUs != null && t("script.time", { time: current.timeUs })}
          </div>
        )}
      </div>
      <p className={styles.help}>{t("script.help")}</p>
      <Button type="link" size="small" className={styles.switch} aria-expanded={sampleOpen} onClick={() => setSampleOpen(!sampleOpen)}>
        {t(sampleOpen ? "script.hideSample" : "script.showSample")}
      </Button>
      {sampleOpen && (
        <section aria-label={t("script.sample")}>
          <FormFill schema={schema} value={sample} onChange={setSample} summary={false} />
        </section>
      )}
    </div>
  );
}
