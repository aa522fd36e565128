// A form to fill in, or (mode `read`) to read. It renders and reports changes; when to save, submit or warn is the
// caller's business. Given no `state`, it asks the browser engine, which decides as the server will.

import { useCallback, useId, useMemo, useRef } from "react";
import type { EvaluationContext } from "@/engine";
import { PreviewPlace } from "@/preview";
import { ErrorSummary } from "./ErrorSummary";
import { FieldEdit } from "./FieldEdit";
import { FormContext, type FormShared } from "./FormContext";
import { FormSection } from "./FormSection";
import { FormView } from "./FormView";
import styles from "./form.module.css";
import { blocksOf } from "./layout";
import {
  NO_REFS,
  type FieldRights,
  type FormData,
  type FormIssue,
  type FormSchema,
  type FormState,
  type Refs,
} from "./schema";
import { fieldState, shownValue } from "./shown";
import { ruleTargets, useFormState } from "./useFormState";

export interface FormFillProps {
  schema: FormSchema;
  /** By field key; what is not named may be edited. */
  rights?: FieldRights | undefined;
  value: FormData;
  onChange: (value: FormData) => void;
  /** What the server or the caller already evaluated for `value`. */
  state?: FormState | undefined;
  context?: EvaluationContext | undefined;
  refs?: Refs | undefined;
  issues?: FormIssue[] | undefined;
  mode?: "edit" | "read";
  /** A list of the issues above the fields (default). */
  summary?: boolean;
}

const NO_RIGHTS: FieldRights = {};
const NO_ISSUES: FormIssue[] = [];
const NO_CONTEXT: EvaluationContext = {};

export function FormFill(props: FormFillProps) {
  const { schema, rights = NO_RIGHTS, value, context = NO_CONTEXT, refs = NO_REFS } = props;
  const own = useFormState(schema, value, rights, context);
  const state = props.state ?? own;
  if (props.mode === "read") return <FormView schema={schema} rights={rights} value={value} state={state} refs={refs} />;
  return <Editing {...props} state={state} rights={rights} refs={refs} />;
}

function Editing({
  schema,
  rights,
  value,
  onChange,
  state,
  refs,
  issues = NO_ISSUES,
  summary = true,
}: FormFillProps & { state: FormState; rights: FieldRights; refs: Refs }) {
  const prefix = useId().replaceAll(":", "");
  const shared = useMemo<FormShared>(() => ({ prefix, rights, refs, state, issues }), [prefix, rights, refs, state, issues]);
  const targets = useMemo(() => ruleTargets(schema), [schema]);
  const latest = useRef({ value, onChange });
  latest.current = { value, onChange };
  const change = useCallback((key: string, next: unknown) => {
    // Two changes in one tick (an upload ending while another is typed) must both survive.
    const merged = { ...latest.current.value, [key]: next };
    latest.current.value = merged;
    latest.current.onChange(merged);
  }, []);
  const blocks = blocksOf(schema.fields);
  return (
    <FormContext.Provider value={shared}>
      <PreviewPlace>
        <div className={styles.form}>
          {summary && <ErrorSummary schema={schema} issues={issues} prefix={prefix} />}
          {blocks.map((block, index) => {
            if (block.section && !fieldState(block.section, state, rights).visible) return null;
            const fields = block.fields
              .map((field) => ({ field, may: fieldState(field, state, rights) }))
              .filter((f) => f.may.visible);
            if (fields.length === 0 && !block.section) return null;
            return (
              <FormSection key={block.section?.key ?? index} section={block.section}>
                <div className={styles.fields}>
                  {fields.map(({ field, may }) => (
                    <FieldEdit
                      key={field.key}
                      field={field}
                      value={shownValue(field, value, state, targets)}
                      may={may}
                      onChange={change}
                    />
                  ))}
                </div>
              </FormSection>
            );
          })}
        </div>
      </PreviewPlace>
    </FormContext.Provider>
  );
}
