// Founding a project: what it begins with, what it is called, the key of its work items, who leads it, who is in it.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, DatePicker, Form, Input } from "antd";
import type { Dayjs } from "dayjs";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api, isProblem, ok, once } from "@/api";
import { useMe } from "@/app/me";
import { NO_REFS, PersonPicker } from "@/form";
import { usePickText } from "@/i18n/usePickText";
import { nowInZone, problemText, Sheet, useProblemToast, useRequestKey } from "@/ui";
import { DialogFoot } from "../parts/DialogFoot";
import css from "../projects.module.css";
import { TemplatePreview } from "../templates/TemplatePreview";
import { EMPTY, TemplateSelect } from "../templates/TemplateSelect";
import { templateKey, templatesQuery } from "../templates/templates";
import { KEY_MAX_CHARS, KEY_PATTERN, suggestKey } from "./key";

interface Values {
  name: string;
  key: string;
  description?: string;
  lead: string[];
  members?: string[];
  template: string;
  start?: Dayjs | null;
  /** Who fills a place, by its key. */
  places?: Record<string, string[]>;
}

const NAME_MAX_CHARS = 120;
const DAY = "YYYY-MM-DD";
const FIELDS = ["name", "key", "description", "lead", "members", "template", "start"] as const;

export function NewProjectDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("projects");
  const me = useMe();
  const navigate = useNavigate();
  const client = useQueryClient();
  const toast = useProblemToast();
  const requestKey = useRequestKey();
  const [form] = Form.useForm<Values>();
  /** The key follows the name until somebody writes one. */
  const ownKey = useRef(false);
  const pick = usePickText();
  const templates = useQuery(templatesQuery);
  const chosen = Form.useWatch("template", form) ?? EMPTY;
  const template = templates.data?.find((one) => templateKey(one.template) === chosen);
  const places = template?.preview.places ?? [];
  const kept = places.flatMap(({ person }) => (person ? [person] : []));
  const refs = { ...NO_REFS, people: Object.fromEntries([me.user, ...kept].map((person) => [person.id, person])) };

  const create = useMutation({
    mutationFn: (values: Values) => {
      const body = {
        key: values.key.trim(),
        name: values.name.trim(),
        ...(values.description?.trim() ? { description: values.description.trim() } : {}),
        ...(values.lead[0] ? { lead: values.lead[0] } : {}),
        members: (values.members ?? []).map((user) => ({ user, role: "member" as const })),
        ...(template && {
          template: template.template,
          ...(values.start ? { start: values.start.format(DAY) } : {}),
          places: places.map(({ key }) => ({ place: key, user: values.places?.[key]?.[0] ?? null })),
        }),
      };
      return ok(api.POST("/projects", { params: { header: once(requestKey(body)) }, body }));
    },
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: ["projects"] });
      void navigate(`/projects/${id}`);
    },
    onError: (error) => {
      const at = (path: string) => FIELDS.find((one) => path.startsWith(one)) ?? placeAt(path);
      const placed = isProblem(error) ? error.errors.map((issue) => ({ at: at(issue.field), issue })) : [];
      const known = placed.flatMap(({ at, issue }) => (at ? [{ name: at, errors: [issue.message] }] : []));
      form.setFields(known);
      if (known.length === 0 || known.length < placed.length) toast(error);
    },
  });

  /** `places[1].user` is the place that was sent second. */
  function placeAt(path: string): ["places", string] | undefined {
    const place = places[Number(/^places\[(\d+)\]/.exec(path)?.[1] ?? NaN)];
    return place && ["places", place.key];
  }

  function firstPeople(key: string): Record<string, string[]> {
    const next = templates.data?.find((one) => templateKey(one.template) === key)?.preview.places ?? [];
    return Object.fromEntries(next.map((one) => [one.key, one.person ? [one.person.id] : []]));
  }

  return (
    <Sheet
      title={t("create.title")}
      width={560}
      onClose={onClose}
      footer={<DialogFoot onClose={onClose} verb={t("create.submit")} onSubmit={form.submit} busy={create.isPending} />}
    >
      <Form
        form={form}
        layout="vertical"
        className={css.form ?? ""}
        requiredMark={false}
        initialValues={{ lead: [me.user.id], template: EMPTY, start: nowInZone() }}
        onValuesChange={(changed: Partial<Values>) => {
          if (changed.key !== undefined) ownKey.current = changed.key !== "";
          // Who filled a place of another template fills none of this one.
          if (changed.template !== undefined) form.setFieldValue("places", firstPeople(changed.template));
          if (changed.name !== undefined && !ownKey.current) form.setFieldValue("key", suggestKey(changed.name));
        }}
        onFinish={(values) => {
          if (!create.isPending) create.mutate(values);
        }}
      >
        <Form.Item name="template" label={t("template.beginsWith")}>
          <TemplateSelect templates={templates.data ?? []} loading={templates.isPending} />
        </Form.Item>
        {templates.error && <Alert className={css.gap ?? ""} type="warning" role="alert" title={problemText(templates.error, t("template.notLoaded"))} />}
        {template && (
          <div className={css.gap}>
            <TemplatePreview preview={template.preview} />
          </div>
        )}
        <Form.Item name="name" label={t("field.name")} rules={[{ required: true, whitespace: true, message: t("field.nameNeeded") }]}>
          <Input data-first maxLength={NAME_MAX_CHARS} />
        </Form.Item>
        <Form.Item
          name="key"
          label={t("field.key")}
          extra={t("field.keyHelp")}
          rules={[
            { required: true, message: t("field.keyNeeded") },
            { pattern: KEY_PATTERN, message: t("field.keyForm") },
          ]}
        >
          <Input className={css.keyInput ?? ""} maxLength={KEY_MAX_CHARS} spellCheck={false} autoComplete="off" />
        </Form.Item>
        <Form.Item name="description" label={t("field.description")}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
        <Form.Item
          name="lead"
          label={t("lead")}
          extra={t("field.leadHelp")}
          rules={[{ required: true, type: "array", min: 1, message: t("field.leadNeeded") }]}
        >
          <People refs={refs} />
        </Form.Item>
        {template && template.preview.days != null && (
          <Form.Item name="start" label={t("template.start")} extra={t("template.startHelp")} rules={[{ required: true, message: t("template.startNeeded") }]}>
            <DatePicker allowClear={false} />
          </Form.Item>
        )}
        {places.map((place) => (
          <Form.Item key={`${chosen} ${place.key}`} name={["places", place.key]} label={t("template.placeAs", { place: pick(place.name), role: t(`role.${place.role}`) })}>
            <People refs={refs} />
          </Form.Item>
        ))}
        <Form.Item name="members" label={t(places.length > 0 ? "field.furtherMembers" : "field.members")} extra={t("field.membersHelp")}>
          <People multiple refs={refs} />
        </Form.Item>
        <button type="submit" hidden />
      </Form>
    </Sheet>
  );
}

interface PeopleProps {
  /** Given by the form. */
  id?: string;
  value?: string[];
  onChange?: (ids: string[]) => void;
  multiple?: boolean;
  refs: typeof NO_REFS;
}

function People({ value = [], onChange = () => undefined, ...rest }: PeopleProps) {
  return <PersonPicker {...rest} value={value} onChange={onChange} style={{ width: "100%" }} />;
}
