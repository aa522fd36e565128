// `/projects/templates`: what projects can be founded from, who made it; naming and throwing away.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Form, Input } from "antd";
import { Layers, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, isProblem, ok } from "@/api";
import { useCrumbs } from "@/app/crumbs";
import { usePickText } from "@/i18n/usePickText";
import { ButtonLink, DateTime, EmptyState, ErrorState, IconButton, ListSkeleton, Page, PageHeader, PersonName, Sheet, StatusTag, useConfirmDanger } from "@/ui";
import { DialogFoot } from "../parts/DialogFoot";
import { useRefusal } from "../parts/useRefusal";
import shared from "../projects.module.css";
import { TemplatePreview } from "./TemplatePreview";
import css from "./templates.module.css";
import { type ProjectTemplate, templateKey, templatesQuery } from "./templates";

const NAME_MAX_CHARS = 60;

export default function TemplatesPage() {
  const { t } = useTranslation("projects");
  const templates = useQuery(templatesQuery);
  useCrumbs({ label: t("title"), to: "/projects" }, { label: t("template.title") });
  return (
    <Page reading>
      <PageHeader
        title={t("template.title")}
        sub={t("template.sub")}
        actions={
          <ButtonLink to="/projects">{t("none.toList")}</ButtonLink>
        }
      />
      {templates.error ? (
        <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />
      ) : !templates.data ? (
        <ListSkeleton rows={4} rowHeight={96} />
      ) : templates.data.length === 0 ? (
        <EmptyState icon={Layers} title={t("template.none")} />
      ) : (
        <ul className={css.list} aria-label={t("template.title")}>
          {templates.data.map((template) => (
            <Row key={templateKey(template.template)} template={template} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function Row({ template }: { template: ProjectTemplate }) {
  const { t } = useTranslation("projects");
  const pick = usePickText();
  const [naming, setNaming] = useState(false);
  const name = pick(template.name);
  const own = template.template.kind === "own" ? template.template : undefined;
  return (
    <li className={css.row}>
      <div className={css.rowHead}>
        <h2>
          {name}
          {!own && (
            <StatusTag tone="neutral" plain>
              {t("template.isShipped")}
            </StatusTag>
          )}
        </h2>
        {pick(template.description) && <p>{pick(template.description)}</p>}
        <div className={css.made}>
          <span>{t("template.contents", { types: template.preview.types.length, items: template.preview.items })}</span>
          {template.createdBy && <PersonName person={template.createdBy} />}
          {template.createdAt && <DateTime value={template.createdAt} />}
        </div>
      </div>
      {own && template.canEdit && (
        <div className={css.rowTools}>
          <IconButton icon={Pencil} label={t("template.renameName", { name })} onClick={() => setNaming(true)} />
          <Remove id={own.id} name={name} />
        </div>
      )}
      <details className={css.more}>
        <summary>{t("template.preview")}</summary>
        <TemplatePreview preview={template.preview} />
      </details>
      {naming && own && <Naming id={own.id} template={template} onClose={() => setNaming(false)} />}
    </li>
  );
}

function Remove({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation("projects");
  const client = useQueryClient();
  const { message } = App.useApp();
  const confirm = useConfirmDanger();
  const refuse = useRefusal();
  const remove = useMutation({
    mutationFn: async () => {
      try {
        await api.DELETE("/project-templates/{id}", { params: { path: { id } } });
      } catch (error) {
        // Somebody else was faster: it is as wished.
        if (!isProblem(error) || error.status !== 404) throw error;
      }
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: templatesQuery.queryKey });
      void message.success(t("template.removed", { name }));
    },
    onError: refuse,
  });
  const ask = async () => {
    const agreed = await confirm({ title: t("template.askRemove", { name }), text: t("template.askRemoveText"), verb: t("template.remove") });
    if (agreed) remove.mutate();
  };
  return <IconButton icon={Trash2} label={t("template.removeName", { name })} loading={remove.isPending} onClick={() => void ask()} />;
}

function Naming({ id, template, onClose }: { id: string; template: ProjectTemplate; onClose: () => void }) {
  const { t } = useTranslation("projects");
  const pick = usePickText();
  const client = useQueryClient();
  const refuse = useRefusal();
  const [form] = Form.useForm<{ name: string; description: string }>();
  const rename = useMutation({
    mutationFn: (body: { name: string; description: string }) =>
      ok(api.PATCH("/project-templates/{id}", { params: { path: { id }, header: ifMatch(template.rev) }, body })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: templatesQuery.queryKey });
      onClose();
    },
    onError: (error) => {
      void client.invalidateQueries({ queryKey: templatesQuery.queryKey });
      refuse(error);
    },
  });
  return (
    <Sheet
      title={t("template.rename")}
      onClose={onClose}
      footer={<DialogFoot onClose={onClose} verb={t("settings.save")} onSubmit={form.submit} busy={rename.isPending} />}
    >
      <Form
        form={form}
        layout="vertical"
        className={shared.form ?? ""}
        requiredMark={false}
        initialValues={{ name: pick(template.name), description: pick(template.description) }}
        onFinish={(values) => {
          if (!rename.isPending) rename.mutate({ name: values.name.trim(), description: values.description.trim() });
        }}
      >
        <Form.Item name="name" label={t("field.name")} rules={[{ required: true, whitespace: true, message: t("field.nameNeeded") }]}>
          <Input autoFocus maxLength={NAME_MAX_CHARS} />
        </Form.Item>
        <Form.Item name="description" label={t("field.description")}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
        <button type="submit" hidden />
      </Form>
    </Sheet>
  );
}
