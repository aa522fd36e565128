// Choosing what to start: one's usual ones first, then all, found by name.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Input } from "antd";
import { Search } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api, ok, type Schemas } from "@/api";
import { startedQuery } from "@/approval";
import { useCrumbs } from "@/app/crumbs";
import { useCan } from "@/app/me";
import { usePickText } from "@/i18n/usePickText";
import { EmptyState, ErrorState, ListSkeleton, Page, PageHeader } from "@/ui";
import { NamedIcon } from "@/ui/NamedIcon";
import { usualFlows } from "./usual";
import css from "./start.module.css";

type Flow = Schemas["FlowSummary"];

export default function ChooserPage() {
  const { t } = useTranslation("start");
  const can = useCan();
  const [q, setQ] = useState("");
  const flows = useQuery({ queryKey: ["flows", "startable"], queryFn: () => ok(api.GET("/flows")) });
  const started = useInfiniteQuery(startedQuery()).data?.pages[0]?.items;
  useCrumbs({ label: t("title") });

  const all = useMemo(() => flows.data?.items ?? [], [flows.data]);
  const usual = useMemo(() => usualFlows(all, started ?? []), [all, started]);
  const typed = q.trim().toLowerCase();
  const found = all.filter((flow) => textOf(flow).includes(typed));

  return (
    <Page reading>
      <PageHeader title={t("title")} sub={t("sub")} />
      {all.length > 0 && (
        <Input
          autoFocus
          allowClear
          type="search"
          value={q}
          onChange={(event) => setQ(event.target.value)}
          prefix={<Search size={16} aria-hidden />}
          placeholder={t("search")}
          aria-label={t("search")}
        />
      )}
      {flows.isPending && <ListSkeleton rows={6} rowHeight={56} />}
      {flows.isError && <ErrorState error={flows.error} onRetry={() => void flows.refetch()} />}
      {flows.isSuccess && all.length === 0 && (
        <EmptyState title={t("none.title")} action={can("templates.install") && <Link to="/studio/templates">{t("none.install")}</Link>}>
          {can("templates.install") ? t("none.builder") : t("none.text")}
        </EmptyState>
      )}
      {typed === "" && usual.length > 0 && <FlowGroup title={t("usual")} flows={usual} />}
      {found.length > 0 && <FlowGroup title={typed ? t("found", { count: found.length }) : t("all")} flows={found} />}
      {all.length > 0 && found.length === 0 && <EmptyState title={t("noMatch.title")}>{t("noMatch.text")}</EmptyState>}
    </Page>
  );
}

function FlowGroup({ title, flows }: { title: string; flows: Flow[] }) {
  const pick = usePickText();
  return (
    <section aria-label={title}>
      <h2 className={css.groupTitle}>{title}</h2>
      <ul className={css.flows}>
        {flows.map((flow) => (
          <li key={flow.key}>
            <Link to={`/start/${flow.key}`} className={css.flow}>
              <span className={css.icon}>
                <NamedIcon name={flow.icon} />
              </span>
              <b className="ellipsis">{pick(flow.name)}</b>
              <small>{pick(flow.description) || pick(flow.formName)}</small>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function textOf(flow: Flow): string {
  return [flow.key, ...Object.values(flow.name), ...Object.values(flow.description), ...Object.values(flow.formName)].join(" ").toLowerCase();
}
