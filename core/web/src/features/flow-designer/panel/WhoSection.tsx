/** Who acts at a node: the kind of rule, what the rule names, how many it takes, and to whom that goes today. */
import { Checkbox, Segmented, Select } from "antd";
import { useTranslation } from "react-i18next";
import { DepartmentPicker, PersonPicker, textOf } from "@/form";
import type { SignMode, StepNode, WhoActs } from "../model/definition";
import { fieldsOfPeople } from "../model/form";
import { GoesTo } from "./GoesTo";
import { Section } from "./Section";
import { useNodeChange, usePanel } from "./context";
import css from "./panel.module.css";

/** Superiors beyond this are nobody's idea of a flow; the organisation is rarely deeper. */
const LEVELS_MAX = 10;
const KINDS: WhoActs["kind"][] = ["user", "role", "post", "departmentHead", "superior", "superiors", "initiator", "initiatorChooses", "field"];

function fresh(kind: WhoActs["kind"]): WhoActs {
  switch (kind) {
    case "user":
      return { kind, users: [] };
    case "role":
      return { kind, role: "" };
    case "post":
      return { kind, post: "" };
    case "superior":
      return { kind, level: 1 };
    case "superiors":
      return { kind, upTo: 2 };
    case "field":
      return { kind, field: "" };
    default:
      return { kind };
  }
}

export function WhoSection({ node }: { node: StepNode }) {
  const { t } = useTranslation("flow-designer");
  const set = useNodeChange<StepNode>(node);
  const { who } = node;
  return (
    <Section title={t(`who.${node.kind}`)}>
      <div className={css.whoRow}>
        <Select<WhoActs["kind"]>
          aria-label={t("who.kind")}
          value={who.kind === "nobody" ? null : who.kind}
          placeholder={t("who.nobody")}
          status={who.kind === "nobody" ? "error" : ""}
          options={KINDS.map((kind) => ({ value: kind, label: t(`who.${kind}`) }))}
          listHeight={340}
          popupMatchSelectWidth={false}
          onChange={(kind) => set({ who: fresh(kind) })}
        />
        <WhoValue who={who} onChange={(next) => set({ who: next })} />
      </div>
      {(node.kind === "approve" || node.kind === "handle") && who.kind !== "nobody" && mayBeSeveral(who) && (
        <>
          <Segmented<SignMode>
            block
            className={css.gap}
            aria-label={t("mode.label")}
            value={node.mode ?? "any"}
            options={(["any", "all", "sequential"] as const).map((mode) => ({ value: mode, label: t(`mode.${node.kind}.${mode}`) }))}
            onChange={(mode) => set({ mode })}
          />
          {node.kind === "approve" && node.mode === "all" && (
            <Checkbox className={css.gap} checked={node.rejectAtOnce ?? true} onChange={(event) => set({ rejectAtOnce: event.target.checked })}>
              {t("mode.rejectAtOnce")}
            </Checkbox>
          )}
        </>
      )}
      <GoesTo who={who} />
    </Section>
  );
}

function mayBeSeveral(who: WhoActs): boolean {
  return !(who.kind === "initiator" || who.kind === "superior" || who.kind === "superiors" || who.kind === "departmentHead" || (who.kind === "initiatorChooses" && !who.multiple));
}

function WhoValue({ who, onChange }: { who: WhoActs; onChange: (who: WhoActs) => void }) {
  const { t, i18n } = useTranslation("flow-designer");
  const { directory, schema } = usePanel();
  const named = (items: { id: string; name: { "zh-CN"?: string; en?: string } }[]) => items.map((item) => ({ value: item.id, label: textOf(item.name, i18n.language) }));
  const refs = { people: directory.people, departments: Object.fromEntries(directory.departments.map((item) => [item.id, item])), records: {}, files: {} };
  const levels = Array.from({ length: LEVELS_MAX }, (_, i) => i + 1);
  switch (who.kind) {
    case "nobody":
    case "initiator":
      return null;
    case "user":
      return <PersonPicker aria-label={t("who.pickPeople")} placeholder={t("who.pickPeople")} multiple value={who.users} refs={refs} status={who.users.length === 0 ? "error" : ""} onChange={(users) => onChange({ kind: "user", users })} />;
    case "role":
      return (
        <Select aria-label={t("who.pickRole")} placeholder={t("who.pickRole")} status={who.role ? "" : "error"} showSearch={{ optionFilterProp: "label" }} value={who.role || null} options={named(directory.roles)} onChange={(role) => onChange({ kind: "role", role })} />
      );
    case "post":
      return (
        <div className={css.stack}>
          <Select aria-label={t("who.pickPost")} placeholder={t("who.pickPost")} status={who.post ? "" : "error"} showSearch={{ optionFilterProp: "label" }} value={who.post || null} options={named(directory.posts)} onChange={(post) => onChange({ ...who, post })} />
          <DepartmentPicker
            aria-label={t("who.inDepartment")}
            placeholder={t("who.anyDepartment")}
            value={who.department ? [who.department] : []}
            refs={refs}
            onChange={([department]) => onChange(department ? { ...who, department } : { kind: "post", post: who.post })}
          />
        </div>
      );
    case "departmentHead":
      return (
        <DepartmentPicker
          aria-label={t("who.inDepartment")}
          placeholder={t("who.ownDepartment")}
          value={who.department ? [who.department] : []}
          refs={refs}
          onChange={([department]) => onChange(department ? { kind: "departmentHead", department } : { kind: "departmentHead" })}
        />
      );
    case "superior":
      return <Select aria-label={t("who.superior")} value={who.level} options={levels.map((level) => ({ value: level, label: level === 1 ? t("who.levelDirect") : t("who.level", { level }) }))} onChange={(level) => onChange({ kind: "superior", level })} />;
    case "superiors":
      return <Select aria-label={t("who.superiors")} value={who.upTo} options={levels.map((level) => ({ value: level, label: t("who.upTo", { level }) }))} onChange={(upTo) => onChange({ kind: "superiors", upTo })} />;
    case "initiatorChooses":
      return (
        <Select
          aria-label={t("who.initiatorChooses")}
          value={who.multiple ? "several" : "one"}
          options={(["one", "several"] as const).map((value) => ({ value, label: t(`who.${value}`) }))}
          onChange={(value) => onChange({ kind: "initiatorChooses", multiple: value === "several" })}
        />
      );
    case "field":
      return (
        <Select
          aria-label={t("who.pickField")}
          placeholder={t("who.pickField")}
          status={who.field ? "" : "error"}
          value={who.field || null}
          notFoundContent={t("who.noPeopleField")}
          options={fieldsOfPeople(schema?.fields ?? []).map((field) => ({ value: field.key, label: textOf(field.label, i18n.language, field.key) }))}
          onChange={(field) => onChange({ kind: "field", field })}
        />
      );
  }
}
