// Founding a project: what it is called, the key of its work items, who leads it, who is in it.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api, isProblem, ok, once } from "@/api";
import { useMe } from "@/app/me";
import { NO_REFS, PersonPicker } from "@/form";
import { Sheet, useProblemToast, useRequestKey } from "@/ui";
import css from "../projects.module.css";
import { KEY_MAX_CHARS, KEY_PATTERN, suggestKey } from "./key";

interface Values {
  name: string;
  key: string;
  description?: string;
  lead: string[];
  members?: string[];
}

const NAME_MAX_CHARS = 120;
const FIELDS = ["name", "key", "description", "lead", "members"] as const;

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
  const refs = { ...NO_REFS, people: { [me.user.id]: me.user } };

  const create = useMutation({
    mutationFn: (values: Values) => {
      const body = {
        key: values.key.trim(),
        name: values.name.trim(),
        ...(values.description?.trim() ? { description: values.description.trim() } : {}),
        ...(values.lead[0] ? { lead: values.lead[0] } : {}),
        members: (values.members ?? []).map((user) => ({ user, role: "member" as const })),
      };
      return ok(api.POST("/projects", { params: { header: once(requestKey(body)) }, body }));
    },
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: ["projects"] });
      void navigate(`/projects/${id}`);
    },
    onError: (error) => {
      const placed = isProblem(error) ? error.errors.map((issue) => ({ at: FIELDS.find((one) => issue.field.startsWith(one)), issue })) : [];
      const known = placed.flatMap(({ at, issue }) => (at ? [{ name: at, errors: [issue.message] }] : []));
      form.setFields(known);
      if (known.length === 0 || known.length < placed.length) toast(error);
    },
  });

  return (
    <Sheet
      title={t("create.title")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="primary" loading={create.isPending} onClick={form.submit}>
            {t("create.submit")}
          </Button>
        </>
      }
    >
      <Form
        form={form}
        layout="vertical"
        className={css.form ?? ""}
        requiredMark={false}
        initialValues={{ lead: [me.user.id] }}
        onValuesChange={(changed: Partial<Values>) => {
          if (changed.key !== undefined) ownKey.current = changed.key !== "";
          if (changed.name !== undefined && !ownKey.current) form.setFieldValue("key", suggestKey(changed.name));
        }}
        onFinish={(values) => {
          if (!create.isPending) create.mutate(values);
        }}
      >
        <Form.Item name="name" label={t("field.name")} rules={[{ required: true, whitespace: true, message: t("field.nameNeeded") }]}>
          <Input autoFocus maxLength={NAME_MAX_CHARS} />
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
        <Form.Item name="members" label={t("field.members")} extra={t("field.membersHelp")}>
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
