/** Who may start the flow: everybody, or whoever fits one of the rules. */
import { Button, Segmented, Select } from "antd";
import { Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { DepartmentPicker, PersonPicker, textOf } from "@/form";
import { IconButton } from "@/ui";
import type { StarterRule, StartNode } from "../model/definition";
import { Section } from "./Section";
import { useNodeChange, usePanel } from "./context";
import css from "./panel.module.css";

function fresh(kind: StarterRule["kind"]): StarterRule {
  return kind === "user" ? { kind, users: [] } : kind === "role" ? { kind, role: "" } : { kind, department: "" };
}

export function StartersSection({ node }: { node: StartNode }) {
  const { t } = useTranslation("flow-designer");
  const set = useNodeChange<StartNode>(node);
  const rules = node.starters ?? [];
  const change = (index: number, rule: StarterRule) => set({ starters: rules.map((old, i) => (i === index ? rule : old)) });
  return (
    <Section title={t("starters.title")}>
      <Segmented
        block
        aria-label={t("starters.title")}
        value={rules.length === 0 ? "everyone" : "some"}
        options={[
          { value: "everyone", label: t("starters.everyone") },
          { value: "some", label: t("starters.some") },
        ]}
        onChange={(value) => set({ starters: value === "everyone" ? [] : [fresh("department")] })}
      />
      {rules.length > 0 && (
        <div className={css.gap}>
          {rules.map((rule, index) => (
            <div key={index} className={css.starter}>
              <Select
                aria-label={t("who.kind")}
                value={rule.kind}
                options={(["department", "role", "user"] as const).map((kind) => ({ value: kind, label: t(`starters.${kind}`) }))}
                popupMatchSelectWidth={false}
                onChange={(kind) => change(index, fresh(kind))}
              />
              <RuleValue rule={rule} onChange={(next) => change(index, next)} />
              <IconButton icon={X} label={t("starters.remove")} onClick={() => set({ starters: rules.filter((_, i) => i !== index) })} />
            </div>
          ))}
          <Button type="dashed" block icon={<Plus size={14} aria-hidden />} onClick={() => set({ starters: [...rules, fresh("role")] })}>
            {t("starters.add")}
          </Button>
          <p className={css.help}>{t("starters.help")}</p>
        </div>
      )}
    </Section>
  );
}

function RuleValue({ rule, onChange }: { rule: StarterRule; onChange: (rule: StarterRule) => void }) {
  const { t, i18n } = useTranslation("flow-designer");
  const { directory } = usePanel();
  const refs = { people: directory.people, departments: Object.fromEntries(directory.departments.map((item) => [item.id, item])), records: {}, files: {} };
  switch (rule.kind) {
    case "user":
      return <PersonPicker multiple aria-label={t("who.pickPeople")} value={rule.users} refs={refs} status={rule.users.length === 0 ? "error" : ""} onChange={(users) => onChange({ kind: "user", users })} />;
    case "role":
      return (
        <Select
          aria-label={t("who.pickRole")}
          placeholder={t("who.pickRole")}
          status={rule.role ? "" : "error"}
          showSearch={{ optionFilterProp: "label" }}
          value={rule.role || null}
          options={directory.roles.map((role) => ({ value: role.id, label: textOf(role.name, i18n.language) }))}
          onChange={(role) => onChange({ kind: "role", role })}
        />
      );
    case "department":
      return <DepartmentPicker aria-label={t("starters.department")} value={rule.department ? [rule.department] : []} refs={refs} status={rule.department ? "" : "error"} onChange={([department]) => onChange({ kind: "department", department: department ?? "" })} />;
  }
}
