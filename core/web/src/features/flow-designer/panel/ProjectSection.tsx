/** What an approval at this end brings into being: a project, with the fields that it is filled in from. */
import { useQuery } from "@tanstack/react-query";
import { Select, Switch } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { api, isProblem, ok } from "@/api";
import { type Field, textOf } from "@/form";
import { usePickText } from "@/i18n/usePickText";
import type { EndNode, ProjectOrder, ProjectTemplateRef } from "../model/definition";
import { fieldsOfDays, fieldsOfPersons, fieldsOfPlainText } from "../model/form";
import { Section } from "./Section";
import { useNodeChange, usePanel } from "./context";
import css from "./panel.module.css";

const NONE = "";
const DENIED = 403;

/** One text for a template, for a list to choose from. */
const keyOf = (template: ProjectTemplateRef | undefined) => (!template ? NONE : template.kind === "own" ? template.id : `shipped:${template.key}`);

export function ProjectSection({ node }: { node: EndNode }) {
  const { t } = useTranslation("flow-designer");
  const { schema } = usePanel();
  const set = useNodeChange<EndNode>(node);
  const fields = schema?.fields ?? [];
  const order = node.project;
  const title = t("project.title");
  const change = (part: Partial<ProjectOrder>) => set({ project: settled({ ...order, ...part }) });
  return (
    <Section
      title={title}
      extra={<Switch size="small" aria-label={title} checked={order !== undefined} onChange={(on) => set({ project: on ? first(fields) : undefined })} />}
    >
      {order ? (
        <div className={css.stack}>
          <Template value={order.template} onChange={(template) => change({ template })} />
          <One part="name" value={order.name} fields={fieldsOfPlainText(fields)} onChange={(name) => change({ name })} />
          <One part="key" value={order.key} fields={fieldsOfPlainText(fields)} onChange={(key) => change({ key })} />
          <One part="start" value={order.start} fields={fieldsOfDays(fields)} onChange={(start) => change({ start })} />
          <One part="lead" value={order.lead} fields={fieldsOfPersons(fields)} onChange={(lead) => change({ lead })} />
          <Members value={order.members ?? []} fields={fieldsOfPersons(fields)} onChange={(members) => change({ members })} />
          <One part="description" value={order.description} fields={fieldsOfPlainText(fields)} onChange={(description) => change({ description })} />
          <p className={css.help}>{t("project.help")}</p>
        </div>
      ) : (
        <p className={css.help}>{t("project.off")}</p>
      )}
    </Section>
  );
}

/** What is not chosen is left out, as the server stores it. */
function settled(order: { [K in keyof ProjectOrder]?: ProjectOrder[K] | undefined }): ProjectOrder {
  return Object.fromEntries(Object.entries(order).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))) as ProjectOrder;
}

/** The first fields that suit, which is right more often than nothing. */
function first(fields: Field[]): ProjectOrder {
  return settled({
    name: fieldsOfPlainText(fields).find((field) => field.type === "text")?.key,
    start: fieldsOfDays(fields)[0]?.key,
    lead: fieldsOfPersons(fields).find((field) => field.type === "person" && !field.multiple)?.key,
  });
}

function Template({ value, onChange }: { value: ProjectTemplateRef | undefined; onChange: (template: ProjectTemplateRef | undefined) => void }) {
  const { t } = useTranslation("flow-designer");
  const pick = usePickText();
  const id = useId();
  const templates = useQuery({
    queryKey: ["projectTemplates"],
    queryFn: async () => (await ok(api.GET("/project-templates"))).items,
    retry: false,
  });
  const known = templates.data ?? [];
  const denied = isProblem(templates.error) && templates.error.status === DENIED;
  const gone = value && !templates.isPending && !known.some(({ template }) => keyOf(template) === keyOf(value));
  const text = gone ? (denied ? t("project.templateHidden") : t("project.templateGone")) : undefined;
  return (
    <div>
      <label className={css.label} htmlFor={id}>
        {t("project.template")}
      </label>
      <Select<string>
        id={id}
        style={{ width: "100%" }}
        loading={templates.isPending}
        status={gone && !denied ? "error" : ""}
        value={keyOf(value)}
        showSearch={{ optionFilterProp: "label" }}
        options={[
          { value: NONE, label: t("project.noTemplate") },
          ...(text ? [{ value: keyOf(value), label: text }] : []),
          ...known.map(({ template, name }) => ({ value: keyOf(template), label: pick(name) })),
        ]}
        onChange={(key) => onChange(key === keyOf(value) ? value : known.find(({ template }) => keyOf(template) === key)?.template)}
      />
    </div>
  );
}

interface OneProps {
  part: "name" | "key" | "start" | "lead" | "description";
  value: string | undefined;
  fields: Field[];
  onChange: (key: string | undefined) => void;
}

/** One field, or what happens without one. */
function One({ part, value, fields, onChange }: OneProps) {
  const { t, i18n } = useTranslation("flow-designer");
  const id = useId();
  const gone = value !== undefined && !fields.some((field) => field.key === value);
  return (
    <div>
      <label className={css.label} htmlFor={id}>
        {t(`project.${part}`)}
      </label>
      <Select<string>
        id={id}
        style={{ width: "100%" }}
        status={gone ? "error" : ""}
        value={value ?? NONE}
        options={[{ value: NONE, label: t(`project.without.${part}`) }, ...fields.map((field) => ({ value: field.key, label: textOf(field.label, i18n.language, field.key) }))]}
        onChange={(key) => onChange(key === NONE ? undefined : key)}
      />
    </div>
  );
}

function Members({ value, fields, onChange }: { value: string[]; fields: Field[]; onChange: (keys: string[]) => void }) {
  const { t, i18n } = useTranslation("flow-designer");
  const id = useId();
  const gone = value.some((key) => !fields.some((field) => field.key === key));
  return (
    <div>
      <label className={css.label} htmlFor={id}>
        {t("project.members")}
      </label>
      <Select<string[]>
        id={id}
        mode="multiple"
        style={{ width: "100%" }}
        status={gone ? "error" : ""}
        placeholder={t("project.without.members")}
        value={value}
        options={fields.map((field) => ({ value: field.key, label: textOf(field.label, i18n.language, field.key) }))}
        onChange={onChange}
      />
    </div>
  );
}
