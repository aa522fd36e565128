// The forms whose records one may see.

import { useQuery } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { ChevronRight, FileText, PencilRuler, Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useCrumbs } from "@/app/crumbs";
import { useCan } from "@/app/me";
import { textOf } from "@/form";
import { EmptyState, ErrorState, IconButton, ListSkeleton, Page, PageHeader } from "@/ui";
import { NamedIcon } from "@/ui/NamedIcon";
import { formsQuery } from "./queries";
import css from "./records.module.css";

/** Below this many forms a search box is only in the way. */
const SEARCH_FROM = 8;

export default function FormsPage() {
  const { t, i18n } = useTranslation("records");
  const navigate = useNavigate();
  const can = useCan();
  const forms = useQuery(formsQuery);
  const [query, setQuery] = useState("");
  useCrumbs({ label: t("forms") });
  const items = forms.data?.items ?? [];
  const asked = query.trim().toLowerCase();
  const found = items.filter((f) => asked === "" || `${f.key} ${textOf(f.name, i18n.language)}`.toLowerCase().includes(asked));
  return (
    <Page reading>
      <PageHeader
        title={t("forms")}
        sub={t("formsText")}
        actions={
          items.length >= SEARCH_FROM && (
            <Input
              className={css.search}
              prefix={<Search size={14} aria-hidden />}
              placeholder={t("searchForms")}
              aria-label={t("searchForms")}
              allowClear
              value={query}
              onChange={(e) => setQuery(e.target.value)}
            />
          )
        }
      />
      {forms.error ? (
        <ErrorState error={forms.error} onRetry={() => void forms.refetch()} />
      ) : !forms.data ? (
        <ListSkeleton rows={6} rowHeight={56} />
      ) : found.length === 0 ? (
        <EmptyState
          icon={FileText}
          title={t(items.length === 0 ? "noForms" : "noneFound")}
          action={
            items.length === 0 && can("forms.design") ? (
              <Button onClick={() => void navigate("/studio")}>{t("toStudio")}</Button>
            ) : undefined
          }
        >
          {t(items.length === 0 ? "noFormsText" : "noneFoundText")}
        </EmptyState>
      ) : (
        <ul className={css.forms}>
          {found.map((form) => (
            <li key={form.id} className={css.formRow}>
              <Link to={`/forms/${form.id}/records`} className={css.formLink}>
                <span className={css.formIcon}>
                  <NamedIcon name={form.icon} />
                </span>
                <span className={css.formName}>
                  <strong>{textOf(form.name, i18n.language, form.key)}</strong>
                  <span className={css.quiet}>{t(form.flowKeys.length > 0 ? "withFlow" : "withoutFlow")}</span>
                </span>
                <ChevronRight size={16} aria-hidden />
              </Link>
              {can("forms.design") && (
                <IconButton
                  icon={PencilRuler}
                  label={t("design", { form: textOf(form.name, i18n.language, form.key) })}
                  onClick={() => void navigate(`/studio/forms/${form.id}`)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
