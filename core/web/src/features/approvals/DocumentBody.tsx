// The form: for reading, with what this step may change as fields below; as a whole form when it is submitted again.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { FieldRights, Instance, ProblemItem, TaskDetail } from "@/api";
import { type FormData, FormFill, FormView, useFormState } from "@/form";
import css from "./approvals.module.css";

interface DocumentBodyProps {
  instance: Instance;
  task: TaskDetail | undefined;
  resubmitting: boolean;
  data: FormData;
  onChange: (data: FormData) => void;
  issues: ProblemItem[];
}

const NO_CONTEXT = {};

export function DocumentBody({ instance, task, resubmitting, data, onChange, issues }: DocumentBodyProps) {
  const { t } = useTranslation("approvals");
  const { schema, refs } = instance;
  const rights = task?.rights ?? instance.rights;
  const parts = useMemo(() => split(rights, schema.fields.map((field) => field.key)), [rights, schema.fields]);
  const edits = parts.editable.length > 0 && task !== undefined && !resubmitting;
  const live = useFormState(schema, data, rights, NO_CONTEXT);
  const state = edits ? live : instance.state;
  const money = schema.fields.find((field) => field.type === "money" && rights[field.key] !== "hidden")?.key;

  if (resubmitting) {
    return <FormFill schema={schema} rights={task?.rights ?? {}} value={data} onChange={onChange} refs={refs} issues={issues} />;
  }
  return (
    <>
      <FormView schema={schema} rights={edits ? parts.reading : rights} value={data} state={state} refs={refs} highlight={money} />
      {edits && (
        <section className={css.mine} aria-label={t("yourFields")}>
          <h2>{t("yourFields")}</h2>
          <FormFill schema={schema} rights={parts.editing} value={data} onChange={onChange} state={state} refs={refs} issues={issues} />
        </section>
      )}
    </>
  );
}

/** The same rights seen twice: for reading without what may be edited, and for editing without the rest. */
function split(rights: FieldRights, keys: string[]): { editable: string[]; reading: FieldRights; editing: FieldRights } {
  const editable = keys.filter((key) => rights[key] === "edit" || Object.entries(rights).some(([path, right]) => path.startsWith(`${key}.`) && right === "edit"));
  const reading: FieldRights = { ...rights };
  const editing: FieldRights = { ...rights };
  for (const key of keys) {
    if (editable.includes(key)) reading[key] = "hidden";
    else editing[key] = "hidden";
  }
  return { editable, reading, editing };
}
