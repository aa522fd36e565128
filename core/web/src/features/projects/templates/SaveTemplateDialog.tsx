// Keeping a project as a template: what comes along besides its types, views and board, and whose places stay.
import { Alert, Checkbox, DatePicker, Form, Input } from "antd";
import type { Dayjs } from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api, isProblem, ok, once, type ProblemItem } from "@/api";
import { PersonName, Sheet, useProblemToast, useRequestKey } from "@/ui";
import { DialogFoot } from "../parts/DialogFoot";
import shared from "../projects.module.css";
import type { ProjectMember } from "../queries";
import { useSetting } from "../settings/useSetting";
import { useProject } from "../useProject";
import css from "./templates.module.css";

const NAME_MAX_CHARS = 60;
const DAY = "YYYY-MM-DD";

interface Values {
  name: string;
  description?: string;
  items: boolean;
  start?: Dayjs | null;
}

interface Kept {
  left: boolean;
  name: string;
  keepPerson: boolean;
}

export function SaveTemplateDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("projects");
  const { project, members } = useProject();
  const toast = useProblemToast();
  const requestKey = useRequestKey();
  const [form] = Form.useForm<Values>();
  const withItems = Form.useWatch("items", form) ?? true;
  const [kept, setKept] = useState<Record<string, Kept>>(() => firstNames(members, project.lead.id, t("lead"), (role) => t(`role.${role}`)));
  const [found, setFound] = useState<ProblemItem[]>([]);

  const save = useSetting({
    run: (values: Values) => {
      const places = members.flatMap(({ user }) => {
        const one = kept[user.id];
        return one?.left ? [{ user: user.id, name: one.name.trim(), keepPerson: one.keepPerson }] : [];
      });
      const body = {
        name: values.name.trim(),
        description: values.description?.trim() ?? "",
        items: values.items,
        ...(values.items && values.start ? { start: values.start.format(DAY) } : {}),
        places,
      };
      return ok(api.POST("/projects/{id}/templates", { params: { path: { id: project.id }, header: once(requestKey(body)) }, body }));
    },
    onDone: onClose,
    onError: (error) => {
      const issues = isProblem(error) ? error.errors : [];
      const own = issues.filter(({ field }) => field === "name" || field === "description" || field === "start");
      form.setFields(own.map(({ field, message }) => ({ name: field as keyof Values, errors: [message] })));
      setFound(issues.filter((issue) => !own.includes(issue)));
      if (issues.length === 0) toast(error);
    },
    said: t("template.saved"),
  });

  const change = (id: string, part: Partial<Kept>) => setKept((old) => ({ ...old, [id]: { ...(old[id] as Kept), ...part } }));
  return (
    <Sheet
      title={t("template.save")}
      width={560}
      onClose={onClose}
      footer={<DialogFoot onClose={onClose} verb={t("template.saveVerb")} onSubmit={form.submit} busy={save.isPending} />}
    >
      {/* Named, so that its fields are not taken for those of the settings behind it. */}
      <Form
        name="save-template"
        form={form}
        layout="vertical"
        className={shared.form ?? ""}
        requiredMark={false}
        initialValues={{ name: project.name.slice(0, NAME_MAX_CHARS), items: true }}
        onFinish={(values) => {
          setFound([]);
          if (!save.isPending) save.mutate(values);
        }}
      >
        <Form.Item name="name" label={t("field.name")} rules={[{ required: true, whitespace: true, message: t("field.nameNeeded") }]}>
          <Input autoFocus maxLength={NAME_MAX_CHARS} />
        </Form.Item>
        <Form.Item name="description" label={t("field.description")}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
        <p className={shared.quiet}>{t("template.comesAlong")}</p>
        <Form.Item name="items" valuePropName="checked" extra={t("template.withItemsHelp")}>
          <Checkbox>{t("template.withItems")}</Checkbox>
        </Form.Item>
        {withItems && (
          <Form.Item name="start" label={t("template.countFrom")} extra={t("template.countFromHelp")}>
            <DatePicker />
          </Form.Item>
        )}
        <Form.Item label={t("template.placesOf")} extra={t("template.placesHelp")}>
          <ul className={css.keptPlaces} aria-label={t("template.placesOf")}>
            {members.map(({ user, role }) => {
              const one = kept[user.id];
              if (!one) return null;
              return (
                <li key={user.id} className={css.keptPlace}>
                  <Checkbox checked={one.left} onChange={(event) => change(user.id, { left: event.target.checked })} aria-label={t("template.leaves", { name: user.name })}>
                    <PersonName person={user} />
                  </Checkbox>
                  <Input
                    aria-label={t("template.placeOf", { name: user.name, role: t(`role.${role}`) })}
                    disabled={!one.left}
                    maxLength={NAME_MAX_CHARS}
                    value={one.name}
                    onChange={(event) => change(user.id, { name: event.target.value })}
                  />
                  <Checkbox
                    disabled={!one.left}
                    checked={one.left && one.keepPerson}
                    onChange={(event) => change(user.id, { keepPerson: event.target.checked })}
                    aria-label={t("template.keepPersonOf", { name: user.name })}
                  >
                    {t("template.keepPerson")}
                  </Checkbox>
                </li>
              );
            })}
          </ul>
        </Form.Item>
        {found.length > 0 && <Alert role="alert" type="error" title={[...new Set(found.map(({ message }) => message))].join(" ")} />}
        <p className={shared.quiet}>
          {t("template.seenBy")} <Link to="/projects/templates" className={css.inText ?? ""}>{t("template.toList")}</Link>
        </p>
        <button type="submit" hidden />
      </Form>
    </Sheet>
  );
}

/** Names for the places until somebody gives better ones: the lead's, else the role with a number. */
function firstNames(members: ProjectMember[], lead: string, leadName: string, roleName: (role: ProjectMember["role"]) => string): Record<string, Kept> {
  const counts: Partial<Record<ProjectMember["role"], number>> = {};
  return Object.fromEntries(
    members.map(({ user, role }) => {
      const isLead = user.id === lead;
      const count = (counts[role] = (counts[role] ?? 0) + (isLead ? 0 : 1));
      return [user.id, { left: true, name: isLead ? leadName : `${roleName(role)} ${count}`, keepPerson: false }];
    }),
  );
}
