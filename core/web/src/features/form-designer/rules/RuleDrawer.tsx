// Editing one rule: its condition by choosing, its actions one a line, and the sentence they make.

import { Button, Drawer, Select } from "antd";
import { Plus, X } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { ExprBuilder, FormulaEditor, NULL, textOf, type Expr, type RuleAction } from "@/form";
import { IconButton, useIsPhone } from "@/ui";
import { useDesigner } from "../context";
import css from "../designer.module.css";
import { RuleSentence } from "./RulesPanel";

const KINDS = ["show", "hide", "require", "readOnly", "set"] as const;
const ALWAYS: Expr = { op: "all", args: [] };

export function RuleDrawer({ index, onClose }: { index: number | undefined; onClose: () => void }) {
  const { t } = useTranslation("form-designer");
  const { designer, dispatch, fields, state } = useDesigner();
  const scope = useMemo(() => ({ schema: designer.schema, sample: state.data }), [designer.schema, state.data]);
  const phone = useIsPhone();
  const rules = designer.schema.rules ?? [];
  const rule = index === undefined ? undefined : rules[index];
  const change = (part: Partial<NonNullable<typeof rule>>) =>
    dispatch({ type: "rules", tag: `rule:${rule?.key}`, rules: rules.map((r, i) => (i === index ? { ...r, ...part } : r)) });
  const setAction = (at: number, action: RuleAction | undefined) =>
    change({
      actions: action
        ? (rule?.actions ?? []).map((a, i) => (i === at ? action : a))
        : (rule?.actions ?? []).filter((_, i) => i !== at),
    });
  return (
    <Drawer
      open={rule !== undefined}
      onClose={onClose}
      size={phone ? "100%" : 560}
      title={t("rules.editTitle", { number: (index ?? 0) + 1 })}
      destroyOnHidden
    >
      {rule && (
        <div className={css.ruleEdit}>
          <p className={css.ruleReads}>
            <RuleSentence rule={rule} schema={designer.schema} fields={fields} />
          </p>
          <section>
            <h3>{t("rules.condition")}</h3>
            <ExprBuilder
              fields={fields}
              scope={scope}
              value={rule.when.op === "all" && rule.when.args.length === 0 ? undefined : rule.when}
              onChange={(when) => change({ when: when ?? ALWAYS })}
            />
          </section>
          <section>
            <h3>{t("rules.actions")}</h3>
            <div className={css.actions}>
              {rule.actions.map((action, at) => (
                <ActionRow key={at} action={action} onChange={(next) => setAction(at, next)} />
              ))}
            </div>
            <Button
              type="link"
              size="small"
              className={css.flush}
              icon={<Plus size={14} />}
              onClick={() => change({ actions: [...rule.actions, { kind: "show", fields: [] }] })}
            >
              {t("rules.addAction")}
            </Button>
          </section>
        </div>
      )}
    </Drawer>
  );
}

function ActionRow({ action, onChange }: { action: RuleAction; onChange: (action: RuleAction | undefined) => void }) {
  const { t, i18n } = useTranslation("form-designer");
  const { designer, fields, state } = useDesigner();
  const scope = useMemo(() => ({ schema: designer.schema, sample: state.data }), [designer.schema, state.data]);
  const options = designer.schema.fields.map((f) => ({ value: f.key, label: textOf(f.label, i18n.language, f.key) }));
  const settable = designer.schema.fields.filter(
    (f) => !["section", "hint", "detail", "serial", "formula"].includes(f.type) && f.formula == null,
  );
  return (
    <div className={css.action}>
      <Select
        aria-label={t("rules.actionKind")}
        value={action.kind}
        options={KINDS.map((kind) => ({ value: kind, label: t(`action.${kind}`) }))}
        onChange={(kind) =>
          onChange(
            kind === "set" ? { kind, field: "", value: NULL } : { kind, fields: action.kind === "set" ? [] : action.fields },
          )
        }
      />
      {action.kind === "set" ? (
        <div className={css.setAction}>
          <Select
            aria-label={t("rules.setField")}
            placeholder={t("rules.setField")}
            value={action.field || null}
            options={settable.map((f) => ({ value: f.key, label: textOf(f.label, i18n.language, f.key) }))}
            onChange={(field) => onChange({ ...action, field })}
          />
          <FormulaEditor
            aria-label={t("rules.setValue")}
            fields={fields}
            scope={scope}
            value={JSON.stringify(action.value) === JSON.stringify(NULL) ? undefined : action.value}
            onChange={(value) => onChange({ ...action, value: value ?? NULL })}
          />
        </div>
      ) : (
        <Select
          mode="multiple"
          aria-label={t("rules.fields")}
          placeholder={t("rules.fields")}
          value={action.fields}
          options={options}
          showSearch={{ optionFilterProp: "label" }}
          onChange={(chosen) => onChange({ ...action, fields: chosen })}
        />
      )}
      <IconButton icon={X} label={t("rules.removeAction")} onClick={() => onChange(undefined)} />
    </div>
  );
}
