/** `/studio`: forms with their flows, where each stands, and the way to new ones. */
import { useQuery } from "@tanstack/react-query";
import { Button, Dropdown, Input } from "antd";
import { Ellipsis, LayoutTemplate, Plus, Search, Workflow } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useCrumbs } from "@/app/crumbs";
import { useCan } from "@/app/me";
import { usePickText } from "@/i18n/usePickText";
import { ButtonLink, EmptyState, ErrorState, ListSkeleton, Page, PageHeader, useIsPhone } from "@/ui";
import { NamedIcon } from "@/ui/NamedIcon";
import { NewFlowDialog } from "./NewFlowDialog";
import { NewFormDialog } from "./NewFormDialog";
import { flowsQuery, formsQuery } from "./queries";
import { type FormRow, rowsOf } from "./rows";
import { DesignState } from "./State";
import css from "./studio.module.css";

type Dialog = { kind: "form" } | { kind: "flow"; formId?: string };

export default function StudioPage() {
  const { t } = useTranslation("studio");
  const can = useCan();
  const phone = useIsPhone();
  const forms = useQuery(formsQuery);
  const flows = useQuery(flowsQuery);
  const [query, setQuery] = useState("");
  const [dialog, setDialog] = useState<Dialog | null>(null);
  useCrumbs({ label: t("title") });

  const error = forms.error ?? flows.error;
  const rows = forms.data && flows.data ? rowsOf(forms.data.items, flows.data.items, query) : undefined;
  const listed = forms.data !== undefined && forms.data.items.length > 0;
  const templates = can("templates.install") && (
    <ButtonLink to="/studio/templates" icon={<LayoutTemplate size={16} aria-hidden />} aria-label={t("fromTemplate")}>
      {phone && listed ? null : t("fromTemplate")}
    </ButtonLink>
  );
  const newForm = can("forms.design") && (
    <Button type="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setDialog({ kind: "form" })}>
      {t("newForm")}
    </Button>
  );

  return (
    <Page>
      <PageHeader
        title={t("title")}
        sub={!phone && forms.data && flows.data && t("facts", { forms: forms.data.items.length, flows: flows.data.items.length })}
        tools={
          rows && listed && <Input allowClear className={css.search ?? ""} prefix={<Search size={14} aria-hidden />} aria-label={t("search")} placeholder={t("search")} value={query} onChange={(event) => setQuery(event.target.value)} />
        }
        actions={
          <>
            {templates}
            {can("flows.design") && listed && (
              <Button icon={<Workflow size={16} aria-hidden />} aria-label={t("newFlow")} onClick={() => setDialog({ kind: "flow" })}>
                {phone ? null : t("newFlow")}
              </Button>
            )}
            {newForm}
          </>
        }
      />
      {error ? (
        <ErrorState error={error} onRetry={() => void Promise.all([forms.refetch(), flows.refetch()])} />
      ) : !rows ? (
        <ListSkeleton />
      ) : !listed ? (
        <EmptyState icon={LayoutTemplate} title={t("empty")} action={templates || newForm}>
          {t("emptyText")}
        </EmptyState>
      ) : rows.length === 0 ? (
        <EmptyState title={t("noMatch", { query })} />
      ) : (
        <Rows rows={rows} onNewFlow={(formId) => setDialog({ kind: "flow", formId })} />
      )}
      {dialog?.kind === "form" && <NewFormDialog taken={forms.data?.items.map((form) => form.key) ?? []} takenFlows={flows.data?.items.map((flow) => flow.key) ?? []} onClose={() => setDialog(null)} />}
      {dialog?.kind === "flow" && <NewFlowDialog forms={forms.data?.items ?? []} taken={flows.data?.items.map((flow) => flow.key) ?? []} formId={dialog.formId} onClose={() => setDialog(null)} />}
    </Page>
  );
}

function Rows({ rows, onNewFlow }: { rows: FormRow[]; onNewFlow: (formId: string) => void }) {
  const { t } = useTranslation("studio");
  const pick = usePickText();
  const can = useCan();
  return (
    <table className={css.table} aria-label={t("title")}>
      <thead>
        <tr>
          <th scope="col">{t("column.name")}</th>
          <th scope="col">{t("column.kind")}</th>
          <th scope="col">{t("column.state")}</th>
          <th scope="col">{t("column.records")}</th>
          <th scope="col">
            <span className="visually-hidden">{t("column.actions")}</span>
          </th>
        </tr>
      </thead>
      {rows.map(({ form, flows }) => (
        <tbody key={form.id}>
          <tr>
            <td>
              <span className={css.name}>
                <NamedIcon name={form.icon} />
                <Link to={`/studio/forms/${form.id}`}>{pick(form.name)}</Link>
                <span className={`${css.key} ${css.wide}`}>{form.key}</span>
              </span>
            </td>
            <td className={`${css.kind} ${css.wide}`}>{t("kind.form")}</td>
            <td>
              <DesignState version={form.version} draft={form.draft} />
            </td>
            <td className={css.wide}>{form.version ? <Link to={`/forms/${form.id}/records`}>{t("records")}</Link> : ""}</td>
            <td className={css.actions}>
              <ButtonLink to={`/studio/forms/${form.id}`} className={css.wide} type="text" size="small">
                {t("design")}
              </ButtonLink>
              <Dropdown
                trigger={["click"]}
                menu={{
                  items: [
                    { key: "design", label: <Link to={`/studio/forms/${form.id}`}>{t("designForm")}</Link> },
                    ...(form.version ? [{ key: "records", label: <Link to={`/forms/${form.id}/records`}>{t("records")}</Link> }] : []),
                    ...(can("flows.design") ? [{ key: "flow", label: t("newFlow"), onClick: () => onNewFlow(form.id) }] : []),
                  ],
                }}
              >
                <Button type="text" size="small" aria-label={t("actionsOf", { name: pick(form.name) })} icon={<Ellipsis size={16} aria-hidden />} />
              </Dropdown>
            </td>
          </tr>
          {flows.map((flow) => (
            <tr key={flow.id} className={css.flow}>
              <td>
                <span className={css.name}>
                  <Workflow size={16} aria-hidden />
                  <Link to={`/studio/flows/${flow.key}`}>{pick(flow.name)}</Link>
                  <span className={`${css.key} ${css.wide}`}>{flow.key}</span>
                </span>
              </td>
              <td className={`${css.kind} ${css.wide}`}>{t("kind.flow")}</td>
              <td>
                <DesignState version={flow.version} draft={flow.draft} />
              </td>
              <td className={css.wide} />
              <td className={css.actions}>
                <ButtonLink to={`/studio/flows/${flow.key}`} className={css.wide} style={{ marginRight: 32 }} type="text" size="small">
                  {t("design")}
                </ButtonLink>
              </td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}
