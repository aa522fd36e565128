/** What a role may do with the fields of one form at a time: change, only read, or not see. */
import { useQuery } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { ListChecks, Search, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import type { Schemas } from "@/api";
import { usePickText } from "@/i18n/usePickText";
import { EmptyState, ErrorState, ListSkeleton } from "@/ui";
import css from "../admin.module.css";
import rolesCss from "./roles.module.css";
import { formsQuery, roleFieldsQuery, ruledFormsQuery } from "../queries";
import { FieldRightsEditor } from "./FieldRightsEditor";

/** The role that sees everything, so that somebody can always show a field again. */
const ADMINISTRATOR = "administrator";

export function FieldRights({ role, name }: { role: Schemas["Role"]; name: string }) {
  const { t } = useTranslation("admin");
  const pick = usePickText();
  const [params, setParams] = useSearchParams();
  const [query, setQuery] = useState("");
  const formId = params.get("form") ?? undefined;
  const forms = useQuery(formsQuery);
  const ruled = useQuery(ruledFormsQuery(role.id));
  const choose = (form: string | undefined) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        if (form) next.set("form", form);
        else next.delete("form");
        return next;
      },
      { replace: true },
    );
  if (role.builtin && role.key === ADMINISTRATOR) {
    return (
      <EmptyState icon={ShieldCheck} title={t("fields.administrator")}>
        {t("fields.administratorText")}
      </EmptyState>
    );
  }
  const failed = forms.error ?? ruled.error;
  if (failed) return <ErrorState error={failed} onRetry={() => void Promise.all([forms.refetch(), ruled.refetch()])} />;
  if (!forms.data || !ruled.data) return <ListSkeleton />;
  const counts = new Map(ruled.data.items.map((item) => [item.formId, item.rules.length]));
  const gone = ruled.data.items.filter((item) => !forms.data.items.some((form) => form.id === item.formId)).map((item) => ({ id: item.formId, name: item.formName }));
  const options = [...forms.data.items, ...gone].map(({ id, name: text }) => {
    const count = counts.get(id) ?? 0;
    return { value: id, label: count > 0 ? t("fields.formWithRules", { form: pick(text), count }) : pick(text) };
  });
  return (
    <>
      <p className={`${css.secondary} ${rolesCss.prose}`}>{t("fields.means")}</p>
      <div className={css.tools} style={{ margin: "12px 0" }}>
        <Select
          aria-label={t("fields.chooseForm")}
          placeholder={t("fields.chooseForm")}
          className={rolesCss.wide ?? ""}
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          value={formId ?? null}
          options={options}
          onChange={(id: string | null | undefined) => choose(id ?? undefined)}
        />
        {formId && (
          <Input
            allowClear
            className={rolesCss.wide ?? ""}
            prefix={<Search size={14} aria-hidden />}
            aria-label={t("fields.search")}
            placeholder={t("fields.search")}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
        )}
      </div>
      {formId ? (
        <OfForm key={formId} roleId={role.id} name={name} formId={formId} query={query} />
      ) : ruled.data.items.length === 0 ? (
        <EmptyState icon={ListChecks} title={t("fields.none")}>
          {t("fields.noneText")}
        </EmptyState>
      ) : (
        <ul className={css.rows} aria-label={t("fields.ruledForms")}>
          {ruled.data.items.map((item) => (
            <li key={item.formId}>
              <Button type="link" style={{ paddingInline: 0 }} onClick={() => choose(item.formId)}>
                {pick(item.formName)}
              </Button>
              <span className={`${css.count} ${css.end}`}>{t("fields.rules", { count: item.rules.length })}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function OfForm({ roleId, name, formId, query }: { roleId: string; name: string; formId: string; query: string }) {
  const fields = useQuery(roleFieldsQuery(roleId, formId));
  if (fields.error) return <ErrorState error={fields.error} onRetry={() => void fields.refetch()} />;
  if (!fields.data) return <ListSkeleton />;
  return <FieldRightsEditor now={fields.data} name={name} query={query} />;
}
