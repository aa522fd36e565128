/** `/admin/change-log`: who changed what and when; a row opens to what differs. The filter stands in the address. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Table, type TableColumnsType } from "antd";
import { ChevronDown, ChevronRight, Download, History } from "lucide-react";
import type { MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { api, ok, type Schemas } from "@/api";
import { DateTime, EmptyState, ErrorState, IconButton, ListSkeleton, LoadMore, PersonName, useIsPhone } from "@/ui";
import css from "../admin.module.css";
import { ChangeDetails } from "./ChangeDetails";
import { ChangeFilters } from "./ChangeFilters";
import { type ChangeFilter, queryOf, readFilter, writeFilter } from "./filter";
import { useExport } from "./useExport";
import { type Names, useNames } from "./useNames";

const PAGE_ROWS = 100;
const ID_CHARS = 6;
type Entry = Schemas["ChangeEntry"];

export default function ChangeLogPage() {
  const { t } = useTranslation("admin");
  const [params, setParams] = useSearchParams();
  const filter = readFilter(params);
  const query = queryOf(filter);
  // From the address itself: it is ahead of what is drawn while one chooses faster than the page follows.
  const set = (change: ChangeFilter) => setParams(writeFilter({ ...readFilter(new URLSearchParams(window.location.search)), ...change }), { replace: true });
  const list = useInfiniteQuery({
    queryKey: ["changeLog", query],
    queryFn: ({ pageParam }) => ok(api.GET("/change-log", { params: { query: { limit: PAGE_ROWS, ...query, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const exporting = useExport(filter);
  const loaded = list.data?.pages.flatMap((page) => page.items) ?? [];
  const people = Object.fromEntries(loaded.flatMap((entry) => [entry.actor, entry.onBehalf]).flatMap((person) => (person ? [[person.id, person]] : [])));
  const names = useNames(namesIn(loaded));
  const entries = loaded.filter((entry) => holds(entry, filter.q));
  return (
    <div className={css.page}>
      <div className={css.tools}>
        <ChangeFilters filter={filter} people={people} onChange={set} />
        <span className={css.end}>
          <Button icon={<Download size={14} aria-hidden />} disabled={loaded.length === 0} loading={exporting.isPending} onClick={() => exporting.mutate()}>
            {t("changes.export")}
          </Button>
        </span>
      </div>
      {list.error ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <ListSkeleton />
      ) : entries.length === 0 ? (
        <EmptyState icon={History} title={t(loaded.length > 0 ? "changes.noneLoaded" : "changes.none")}>
          {t(loaded.length > 0 && list.hasNextPage ? "changes.noneLoadedText" : "changes.noneText")}
        </EmptyState>
      ) : (
        <Entries entries={entries} names={names} onOnly={(entry) => set({ subject: entry.subject, id: entry.subjectId })} />
      )}
      <LoadMore hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      {list.data && !list.hasNextPage && <p className={css.hint}>{t("changes.sealed")}</p>}
    </div>
  );
}

/** Who it was of whom nothing is known: a stranger with a link, or the server. */
const nobody = (entry: Entry) => (entry.channel === "link" ? "changes.visitor" : "changes.system");

function Entries({ entries, names, onOnly }: { entries: Entry[]; names: Names; onOnly: (entry: Entry) => void }) {
  const { t } = useTranslation("admin");
  const phone = useIsPhone();
  const columns: TableColumnsType<Entry> = [
    { title: t("changes.when"), width: 128, render: (_, entry) => <DateTime value={entry.at} /> },
    {
      title: t("changes.who"),
      width: 200,
      render: (_, entry) => (
        <>
          {entry.actor ? <PersonName person={entry.actor} /> : <span className={css.count}>{t(nobody(entry))}</span>}
          {entry.channel === "token" && <span className={css.count}> {t("changes.byToken")}</span>}
        </>
      ),
    },
    { title: t("changes.did"), width: 160, render: (_, entry) => t(`changes.verb.${entry.verb}`) },
    { title: t("changes.what"), ellipsis: true, render: (_, entry) => <What entry={entry} names={names} /> },
  ];
  const narrow: TableColumnsType<Entry> = [
    {
      title: t("changes.what"),
      render: (_, entry) => (
        <>
          {t(`changes.verb.${entry.verb}`)} <What entry={entry} names={names} />
          <span className={css.meta}>
            {entry.actor?.name ?? t(nobody(entry))} · <DateTime value={entry.at} />
          </span>
        </>
      ),
    },
  ];
  return (
    <Table<Entry>
      className={css.table ?? ""}
      size="small"
      rowKey="seq"
      aria-label={t("section.change-log")}
      columns={phone ? narrow : columns}
      showHeader={!phone}
      dataSource={entries}
      pagination={false}
      sticky
      expandable={{ expandedRowRender: (entry) => <ChangeDetails entry={entry} names={names} onOnly={() => onOnly(entry)} />, expandRowByClick: true, columnWidth: 40, ...(phone && { expandIcon: (at) => <Expand {...at} /> }) }}
    />
  );
}

/** As large as a thumb. */
function Expand({ expanded, onExpand, record }: { expanded: boolean; onExpand: (entry: Entry, event: MouseEvent<HTMLElement>) => void; record: Entry }) {
  const { t } = useTranslation("admin");
  return (
    <IconButton
      icon={expanded ? ChevronDown : ChevronRight}
      label={t(expanded ? "changes.fold" : "changes.unfold")}
      aria-expanded={expanded}
      onClick={(event) => {
        // The row would fold it again.
        event.stopPropagation();
        onExpand(record, event);
      }}
    />
  );
}

/** What it is, and what it is called; without a name the end of its id, by which one of a kind is told from another. */
function What({ entry, names }: { entry: Entry; names: Names }) {
  const { t } = useTranslation("admin");
  const name = nameOf(entry, names);
  return (
    <>
      <span className={css.secondary}>{t(`changes.subject.${entry.subject}`)}</span> {name || <span className={css.count}>{entry.subjectId.slice(-ID_CHARS)}</span>}
    </>
  );
}

/** What the thing is called, where its states say so; of somebody whom it happened to, their name. */
function nameOf(entry: Entry, names: Names): string {
  const concerned = entry.onBehalf && entry.onBehalf.id !== entry.actor?.id ? entry.onBehalf.name : undefined;
  return nameIn(entry.after) ?? nameIn(entry.before) ?? concerned ?? names(entry.subjectId) ?? (isOwn(entry) ? entry.actor?.name : undefined) ?? "";
}

/** Whether it happened to the actor's own account: a sign-in has the number of who signed in. */
function isOwn({ actor, subjectId }: Entry): boolean {
  const numberOf = (id: string) => id.slice(id.indexOf("_") + 1);
  return actor != null && numberOf(actor.id) === numberOf(subjectId);
}

/** The names that the loaded entries tell, the latest of each thing first. */
function namesIn(entries: Entry[]): Map<string, string> {
  const told = entries.flatMap(({ subjectId, before, after, actor, onBehalf }): [string, string | undefined][] => [
    [subjectId, nameIn(after) ?? nameIn(before)],
    ...[actor, onBehalf].flatMap((person): [string, string][] => (person ? [[person.id, person.name]] : [])),
  ]);
  return new Map(told.reverse().flatMap(([id, name]) => (name ? [[id, name] as const] : [])));
}

function nameIn(state: unknown): string | undefined {
  const named = state as { name?: unknown; title?: unknown; $title?: unknown } | null | undefined;
  const name = named?.name ?? named?.title ?? named?.$title;
  if (typeof name === "string") return name;
  const text = name as { "zh-CN"?: string; en?: string } | undefined;
  return text?.["zh-CN"] ?? text?.en;
}

/** Whether the text stands anywhere in the entry. */
function holds(entry: Entry, text: string | undefined): boolean {
  const wanted = text?.trim().toLowerCase();
  if (!wanted) return true;
  const whole = [entry.actor?.name, entry.actor?.login, entry.onBehalf?.name, entry.subjectId, JSON.stringify(entry.before ?? ""), JSON.stringify(entry.after ?? "")];
  return whole.join(" ").toLowerCase().includes(wanted);
}
