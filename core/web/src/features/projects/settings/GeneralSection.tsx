// What the project is called, what it is for, who leads it; and the archive.
import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Form, Input } from "antd";
import { Archive, Layers } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api, ifMatch, isProblem, ok } from "@/api";
import { PersonName, useConfirmDanger } from "@/ui";
import { MemberSelect } from "../parts/MemberSelect";
import { useRefusal } from "../parts/useRefusal";
import shared from "../projects.module.css";
import { type Project, projectQuery } from "../queries";
import { SaveTemplateDialog } from "../templates/SaveTemplateDialog";
import { useProject } from "../useProject";
import { SectionHead } from "./SectionHead";
import css from "./settings.module.css";
import { useSetting } from "./useSetting";

const NAME_MAX_CHARS = 120;
const STALE = 412;

interface Values {
  name: string;
  description: string;
  lead: string;
}

const valuesOf = ({ name, description, lead }: Project): Values => ({ name, description, lead: lead.id });

export function GeneralSection() {
  const { t } = useTranslation("projects");
  const { project } = useProject();
  if (!project.can.arrange) {
    return (
      <section>
        <SectionHead title={t("settings.general")} />
        <dl className={css.facts}>
          <dt>{t("field.name")}</dt>
          <dd>{project.name}</dd>
          <dt>{t("field.key")}</dt>
          <dd>{project.key}</dd>
          <dt>{t("field.description")}</dt>
          <dd className={css.text}>{project.description || t("settings.noDescription")}</dd>
          <dt>{t("lead")}</dt>
          <dd>
            <PersonName person={project.lead} />
          </dd>
          {project.origin && (
            <>
              <dt>{t("settings.origin")}</dt>
              <dd>
                <Origin origin={project.origin} />
              </dd>
            </>
          )}
        </dl>
        {/* An archived project is worth keeping, too. */}
        {project.role === "admin" && <ToTemplate />}
      </section>
    );
  }
  return (
    <>
      <Facts project={project} />
      <ToTemplate />
      <ToArchive project={project} />
    </>
  );
}

function Facts({ project }: { project: Project }) {
  const { t } = useTranslation("projects");
  const { members } = useProject();
  const client = useQueryClient();
  const refuse = useRefusal();
  const [form] = Form.useForm<Values>();
  /** The project as these values began: what was not touched follows what others write. */
  const [base, setBase] = useState(project);
  const [stale, setStale] = useState(false);
  const values = Form.useWatch([], form) as Partial<Values> | undefined;
  const before = valuesOf(base);
  const touched = (["name", "description", "lead"] as const).filter((key) => values?.[key] !== undefined && values[key] !== before[key]);

  const adopt = (next: Project) => {
    const fresh = valuesOf(next);
    const current = form.getFieldsValue();
    const old = valuesOf(base);
    for (const key of ["name", "description", "lead"] as const) {
      if (current[key] === old[key] || current[key] === undefined) form.setFieldValue(key, fresh[key]);
    }
    setBase(next);
  };
  useEffect(() => {
    if (project.rev !== base.rev) adopt(project);
  }, [project.rev]);

  const save = useSetting({
    run: (change: Partial<Values>) =>
      ok(api.PATCH("/projects/{id}", { params: { path: { id: project.id }, header: ifMatch(base.rev) }, body: change })),
    onDone: (changed) => {
      setBase(changed);
      form.setFieldsValue(valuesOf(changed));
      setStale(false);
    },
    onError: (error) => {
      if (isProblem(error) && error.status === STALE) {
        setStale(true);
        void client.fetchQuery({ ...projectQuery(project.id), staleTime: 0 }).then(adopt, refuse);
      } else if (isProblem(error) && error.errors.some(({ field }) => field in before)) {
        form.setFields(error.errors.map(({ field, message }) => ({ name: field as keyof Values, errors: [message] })));
      } else refuse(error);
    },
  });

  return (
    <section>
      <SectionHead title={t("settings.general")} />
      {stale && <Alert className={css.note ?? ""} type="warning" role="alert" title={t("settings.stale")} />}
      <Form
        form={form}
        layout="vertical"
        className={shared.form ?? ""}
        requiredMark={false}
        initialValues={valuesOf(project)}
        onFinish={(all) => {
          if (!save.isPending) save.mutate(Object.fromEntries(touched.map((key) => [key, all[key]])));
        }}
      >
        <Form.Item name="name" label={t("field.name")} rules={[{ required: true, whitespace: true, message: t("field.nameNeeded") }]}>
          <Input maxLength={NAME_MAX_CHARS} />
        </Form.Item>
        <Form.Item label={t("field.key")} extra={t("settings.keyStays")}>
          <span className={css.fixed}>{project.key}</span>
        </Form.Item>
        {project.origin && (
          <Form.Item label={t("settings.origin")}>
            <Origin origin={project.origin} />
          </Form.Item>
        )}
        <Form.Item name="description" label={t("field.description")}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} />
        </Form.Item>
        <Form.Item name="lead" label={t("lead")} extra={t("settings.leadHelp")}>
          <LeadSelect label={t("lead")} members={members} />
        </Form.Item>
        <Button type="primary" htmlType="submit" disabled={touched.length === 0} loading={save.isPending}>
          {t("settings.save")}
        </Button>
      </Form>
    </section>
  );
}

/** The approval that brought the project into being; which one, for who may see it. */
function Origin({ origin }: { origin: NonNullable<Project["origin"]> }) {
  const { t } = useTranslation("projects");
  if (!origin.instance) return <span className={css.fixed}>{t("settings.originHidden")}</span>;
  return <Link to={`/approvals/started/${origin.instance.id}`}>{origin.instance.title || t("settings.originUntitled")}</Link>;
}

interface LeadSelectProps {
  /** Given by the form. */
  value?: string;
  onChange?: (id: string) => void;
  label: string;
  members: ReturnType<typeof useProject>["members"];
}

/** Whoever leads becomes an admin, so anybody in the project may be chosen. */
function LeadSelect({ value, onChange, label, members }: LeadSelectProps) {
  const anybody = members.map((member) => ({ ...member, role: "admin" as const }));
  const person = members.find(({ user }) => user.id === value)?.user;
  return <MemberSelect members={anybody} value={person} label={label} required onChange={(next) => next && onChange?.(next.id)} />;
}

function ToTemplate() {
  const { t } = useTranslation("projects");
  const [saving, setSaving] = useState(false);
  return (
    <section className={css.danger}>
      <SectionHead title={t("template.one")} hint={t("template.hint")} />
      <Button icon={<Layers size={16} aria-hidden />} onClick={() => setSaving(true)}>
        {t("template.save")}
      </Button>
      {saving && <SaveTemplateDialog onClose={() => setSaving(false)} />}
    </section>
  );
}

function ToArchive({ project }: { project: Project }) {
  const { t } = useTranslation("projects");
  const confirm = useConfirmDanger();
  const archive = useSetting({
    run: () => ok(api.POST("/projects/{id}/archive", { params: { path: { id: project.id } } })),
    said: t("archived.done"),
  });
  const ask = async () => {
    const agreed = await confirm({ title: t("archived.ask", { name: project.name }), text: t("archived.askText"), verb: t("archived.archive") });
    if (agreed) archive.mutate(undefined);
  };
  return (
    <section className={css.danger}>
      <SectionHead title={t("archived.title")} hint={t("archived.hint")} />
      <Button danger icon={<Archive size={16} aria-hidden />} loading={archive.isPending} onClick={() => void ask()}>
        {t("archived.archive")}
      </Button>
    </section>
  );
}
