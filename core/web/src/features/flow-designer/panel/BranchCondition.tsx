/** A branch's condition: rules that are chosen, or a script. The other way in which it was written is one undo away. */
import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { ExprBuilder, ScriptEditor } from "@/form";
import type { FlowEdge } from "../model/definition";
import { changeBranch } from "../model/edit";
import { usePanel } from "./context";
import css from "./panel.module.css";

const WAYS = ["rules", "script"] as const;

export function BranchCondition({ edge }: { edge: FlowEdge }) {
  const { t } = useTranslation("flow-designer");
  const { definition, schema, formId, words, directory, change } = usePanel();
  const { key, script } = edge;
  const refs = { people: directory.people, departments: Object.fromEntries(directory.departments.map((item) => [item.id, item])), records: {}, files: {} };
  return (
    <>
      <Segmented
        size="small"
        aria-label={t("branch.way")}
        value={script === undefined ? "rules" : "script"}
        options={WAYS.map((value) => ({ value, label: t(`branch.${value}`) }))}
        onChange={(way) => change(changeBranch(definition, key, way === "script" ? { script: "" } : { when: undefined }))}
      />
      <div className={css.gap}>
        {script === undefined ? (
          <ExprBuilder key={key} fields={words.fieldInfos} value={edge.when} refs={refs} onChange={(when) => change(changeBranch(definition, key, { when }), `${key}.when`)} />
        ) : (
          schema &&
          formId && (
            <ScriptEditor
              key={key}
              fields={words.fieldInfos}
              formId={formId}
              schema={schema}
              value={script}
              onChange={(next) => change(changeBranch(definition, key, { script: next }), `${key}.script`)}
              aria-label={t("branch.scriptLabel")}
            />
          )
        )}
      </div>
    </>
  );
}
