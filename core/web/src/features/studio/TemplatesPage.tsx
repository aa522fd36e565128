/** `/studio/templates`: ready-made forms with their flows, installed with one click. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api, ok, type Schemas } from "@/api";
import { useCrumbs } from "@/app/crumbs";
import { usePickText } from "@/i18n/usePickText";
import { ButtonLink, EmptyState, ErrorState, ListSkeleton, Page, PageHeader, StatusTag, useProblemToast } from "@/ui";
import { NamedIcon } from "@/ui/NamedIcon";
import { templatesQuery } from "./queries";
import css from "./studio.module.css";

export default function TemplatesPage() {
  const { t } = useTranslation("studio");
  const templates = useQuery(templatesQuery);
  useCrumbs({ label: t("title"), to: "/studio" }, { label: t("templates.title") });
  return (
    <Page>
      <PageHeader title={t("templates.title")} sub={t("templates.sub")} />
      {templates.error ? (
        <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />
      ) : !templates.data ? (
        <ListSkeleton rows={4} rowHeight={120} />
      ) : templates.data.items.length === 0 ? (
        <EmptyState title={t("templates.none")} />
      ) : (
        <ul className={css.gallery}>
          {templates.data.items.map((template) => (
            <Tile key={template.key} template={template} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function Tile({ template }: { template: Schemas["TemplateSummary"] }) {
  const { t } = useTranslation("studio");
  const pick = usePickText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { modal } = App.useApp();
  const toast = useProblemToast();
  const name = pick(template.name);
  const install = useMutation({
    mutationFn: () => ok(api.POST("/templates/{key}/install", { params: { path: { key: template.key } } })),
    onSuccess: async ({ formId, flowKey }) => {
      await Promise.all(["templates", "forms", "flows", "roles"].map((key) => client.invalidateQueries({ queryKey: [key] })));
      modal.success({
        title: t("templates.done", { name }),
        content: t("templates.doneText"),
        okText: t("templates.openFlow"),
        cancelText: t("templates.openForm"),
        okCancel: true,
        onOk: () => void navigate(`/studio/flows/${flowKey}`),
        onCancel: () => void navigate(`/studio/forms/${formId}`),
      });
    },
    onError: toast,
  });
  return (
    <li className={css.tile}>
      <div className={css.tileHead}>
        <span className={css.tileIcon}>
          <NamedIcon name={template.icon} size={20} />
        </span>
        <div>
          <h2>{name}</h2>
          <small>{t("templates.contents", { fields: template.fields, nodes: template.nodes })}</small>
        </div>
      </div>
      <p>{pick(template.description)}</p>
      <div className={css.tileFoot}>
        {template.installed ? (
          <>
            <StatusTag tone="done" plain>
              {t("templates.installed")}
            </StatusTag>
            <ButtonLink to="/studio" type="link">{t("templates.find")}</ButtonLink>
          </>
        ) : (
          <>
            <span />
            <Button icon={<Download size={14} aria-hidden />} loading={install.isPending} aria-label={t("templates.installOf", { name })} onClick={() => install.mutate()}>
              {t("templates.install")}
            </Button>
          </>
        )}
      </div>
    </li>
  );
}
