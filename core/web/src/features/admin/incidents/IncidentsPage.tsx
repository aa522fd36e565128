/** `/admin/incidents`: jobs that gave up. Retry runs one again; skip leaves its effect out for good. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { App, Button, Segmented } from "antd";
import { RotateCw, ShieldCheck, SkipForward } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api, ok, type Schemas } from "@/api";
import { DateTime, EmptyState, ErrorState, ListSkeleton, LoadMore, StatusTag, useConfirmDanger } from "@/ui";
import css from "../admin.module.css";
import { useChange } from "../useChange";

const PAGE_ROWS = 50;
/** A flow that waits for a script: skipped, it goes on as if the script did not hold. */
const SCRIPTS = "ask_scripts";
const KNOWN_KINDS = ["mail", "found_project", SCRIPTS];

export default function IncidentsPage() {
  const { t } = useTranslation("admin");
  const [which, setWhich] = useState<"open" | "all">("open");
  const list = useInfiniteQuery({
    queryKey: ["incidents", which],
    queryFn: ({ pageParam }) => ok(api.GET("/incidents", { params: { query: { limit: PAGE_ROWS, open: which === "open", ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const incidents = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={css.page}>
      <div className={css.tools}>
        <Segmented aria-label={t("incidents.filter")} value={which} options={(["open", "all"] as const).map((value) => ({ value, label: t(`incidents.${value}`) }))} onChange={setWhich} />
        <span className={css.hint}>{t("incidents.help")}</span>
      </div>
      {list.error ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <ListSkeleton />
      ) : incidents.length === 0 ? (
        <EmptyState icon={ShieldCheck} title={t(which === "open" ? "incidents.none" : "incidents.never")}>
          {t("incidents.noneText")}
        </EmptyState>
      ) : (
        <ul className={css.rows} aria-label={t("section.incidents")}>
          {incidents.map((incident) => (
            <Row key={incident.id} incident={incident} />
          ))}
        </ul>
      )}
      <LoadMore hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </div>
  );
}

function Row({ incident }: { incident: Schemas["Incident"] }) {
  const { t } = useTranslation("admin");
  const confirm = useConfirmDanger();
  const { message } = App.useApp();
  const path = { id: incident.id };
  const kind = KNOWN_KINDS.includes(incident.kind) ? t(`incidents.kind.${incident.kind}`) : incident.kind;
  const retry = useChange(() => ok(api.POST("/incidents/{id}/retry", { params: { path } })), ["incidents"], () => void message.success(t("incidents.retried")));
  const skip = useChange(() => ok(api.POST("/incidents/{id}/skip", { params: { path } })), ["incidents"], () => void message.success(t("incidents.skipped")));
  const ask = async () => {
    if (await confirm({ title: t("incidents.skipTitle", { kind }), text: t(incident.kind === SCRIPTS ? "incidents.skipScript" : "incidents.skipText"), verb: t("incidents.skip") })) skip.mutate(undefined);
  };
  return (
    <li style={{ flexWrap: "wrap", paddingBlock: 8 }}>
      <div>
        <span style={{ display: "flex", flexWrap: "wrap", gap: "0 12px", alignItems: "center" }}>
          <strong>{kind}</strong>
          {incident.resolution ? (
            <StatusTag tone="neutral" plain>
              {t(`incidents.resolution.${incident.resolution}`, { name: incident.resolvedBy?.name ?? "" })}
            </StatusTag>
          ) : (
            <StatusTag tone="failed" plain>
              {t("incidents.attempts", { count: incident.attempts })}
            </StatusTag>
          )}
          <span className={css.hint}>
            <DateTime value={incident.createdAt} />
          </span>
          {incident.instanceId && <Link to={`/approvals/started/${incident.instanceId}`}>{t("incidents.instance")}</Link>}
        </span>
        <span className={`${css.error} ${css.secondary}`}>{incident.error}</span>
      </div>
      {!incident.resolution && (
        <span className={css.end}>
          <Button type="text" icon={<SkipForward size={14} aria-hidden />} loading={skip.isPending} onClick={() => void ask()}>
            {t("incidents.skip")}
          </Button>
          <Button icon={<RotateCw size={14} aria-hidden />} loading={retry.isPending} onClick={() => retry.mutate(undefined)}>
            {t("incidents.retry")}
          </Button>
        </span>
      )}
    </li>
  );
}
