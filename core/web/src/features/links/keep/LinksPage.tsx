// `/forms/<id>/links`: the links by which others fill in a form.

import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { Link2, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useCrumbs } from "@/app/crumbs";
import { usePickText } from "@/i18n/usePickText";
import { EmptyState, ErrorState, ListSkeleton, Page, PageHeader } from "@/ui";
import css from "./keep.module.css";
import { LinkRow } from "./LinkRow";
import { LinkSheet } from "./LinkSheet";
import { formNameQuery, linksQuery, type FormLink } from "./queries";
import { useLinks } from "./useLinks";

export default function LinksPage() {
  const { t } = useTranslation("links");
  const { t: app } = useTranslation("app");
  const pick = usePickText();
  const { id = "" } = useParams();
  const list = useQuery(linksQuery(id));
  const name = useQuery(formNameQuery(id));
  const links = useLinks(id);
  const [open, setOpen] = useState<FormLink | "new">();
  useCrumbs({ label: app("nav.forms"), to: "/forms" }, { label: pick(name.data), to: `/forms/${id}/records` }, { label: t("title") });
  const ask = (what: FormLink | "new") => {
    links.create.reset();
    links.update.reset();
    setOpen(what);
  };
  const make = (
    <Button type="primary" icon={<Plus size={16} aria-hidden />} onClick={() => ask("new")}>
      {t("create")}
    </Button>
  );
  return (
    <Page reading>
      <PageHeader title={t("title")} sub={t("text")} actions={list.data && list.data.length > 0 && make} />
      {list.error && !list.data ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <ListSkeleton rows={3} rowHeight={96} />
      ) : list.data.length === 0 ? (
        <EmptyState icon={Link2} title={t("none")} action={make}>
          {t("noneText")}
        </EmptyState>
      ) : (
        <ul className={css.rows} aria-label={t("title")}>
          {list.data.map((link) => (
            <LinkRow key={link.id} link={link} links={links} onEdit={() => ask(link)} />
          ))}
        </ul>
      )}
      {open && <LinkSheet link={open === "new" ? undefined : open} links={links} onClose={() => setOpen(undefined)} />}
    </Page>
  );
}
