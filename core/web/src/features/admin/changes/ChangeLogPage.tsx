/** `/admin/change-log`: who changed what and when; a row opens to what differs. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { DatePicker, Input, Select, Table, type TableColumnsType } from "antd";
import dayjs from "dayjs";
import { History, Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { api, ok, type PersonRef } from "@/api";
import { PersonPicker } from "@/form";
import { DateTime, EmptyState, ErrorState, ListSkeleton, LoadMore, PersonName, useIsPhone } from "@/ui";
import css from "../admin.module.css";
import { differences } from "./diff";

const PAGE_ROWS = 100;
const SUBJECTS = ["session", "department", "post", "user", "role", "form", "record", "flow", "instance", "task", "comment", "file", "draft", "notification", "job", "settings", "backgroundTask", "import"] as const;
type Subject = (typeof SUBJECTS)[number];
type Entry = { seq: number; at: string; actor?: PersonRef | null; subject: string; subjectId: string; verb: string; before?: unknown; after?: unknown };

export default function ChangeLogPage() {
  const { t } = useTranslation("admin");
  const phone = useIsPhone();
  const [params, setParams] = useSearchParams();
  const [query, setQuery] = useState("");
  const subject = SUBJECTS.find((candidate) => candidate === params.get("subject"));
  const actor = params.get("actor") ?? undefined;
  const [from, to] = [params.get("from") ?? undefined, params.get("to") ?? undefined];
  const set = (changes: Record<string, string | undefined>) => {
    const kept = { subject, actor, from, to, ...changes };
    setParams(Object.fromEntries(Object.entries(kept).flatMap(([key, value]) => (value ? [[key, value]] : []))), { replace: true });
  };
  const filter = {
    ...(subject ? { subject } : {}),
    ...(actor ? { actor } : {}),
    ...(from ? { from: dayjs(from).startOf("day").toISOString() } : {}),
    ...(to ? { to: dayjs(to).add(1, "day").startOf("day").toISOString() } : {}),
  };
  const list = useInfiniteQuery({
    queryKey: ["changeLog", filter],
    queryFn: ({ pageParam }) => ok(api.GET("/change-log", { params: { query: { limit: PAGE_ROWS, ...filter, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const refs = { people: Object.fromEntries((list.data?.pages ?? []).flatMap((page) => page.items).flatMap((entry) => (entry.actor ? [[entry.actor.id, entry.actor]] : []))), departments: {}, records: {}, files: {} };
  const wanted = query.trim().toLowerCase();
  const loaded = (list.data?.pages.flatMap((page) => page.items) ?? []) as Entry[];
  const entries = wanted ? loaded.filter((entry) => `${entry.actor?.name ?? ""} ${entry.actor?.login ?? ""} ${entry.subjectId} ${JSON.stringify(entry.before ?? "")}${JSON.stringify(entry.after ?? "")}`.toLowerCase().includes(wanted)) : loaded;

  const what = (entry: Entry) => [t(`changes.subject.${entry.subject}`), nameIn(entry.after) ?? nameIn(entry.before)].filter(Boolean).join(" ");
  const actorOf = (entry: Entry) => (entry.actor ? <PersonName person={entry.actor} /> : <span className={css.count}>{t("changes.system")}</span>);
  const columns: TableColumnsType<Entry> = phone
    ? [
        {
          title: t("changes.what"),
          render: (_, entry) => (
            <>
              {t(`changes.verb.${entry.verb}`)} {what(entry)}
              <span className={css.meta}>
                {entry.actor?.name ?? t("changes.system")} · <DateTime value={entry.at} />
              </span>
            </>
          ),
        },
      ]
    : [
        { title: t("changes.when"), width: 160, render: (_, entry) => <DateTime value={entry.at} /> },
        { title: t("changes.who"), width: 180, render: (_, entry) => actorOf(entry) },
        { title: t("changes.did"), width: 120, render: (_, entry) => t(`changes.verb.${entry.verb}`) },
        { title: t("changes.what"), ellipsis: true, render: (_, entry) => what(entry) },
        { title: t("changes.id"), width: 240, ellipsis: true, render: (_, entry) => <span className={css.count}>{entry.subjectId}</span> },
      ];
  return (
    <div className={css.page}>
      <div className={css.tools}>
        <Select
          allowClear
          style={{ width: 160 }}
          aria-label={t("changes.about")}
          placeholder={t("changes.about")}
          value={subject ?? null}
          options={SUBJECTS.map((value) => ({ value, label: t(`changes.subject.${value}`) }))}
          onChange={(value: Subject | null | undefined) => set({ subject: value ?? undefined })}
        />
        <PersonPicker style={{ width: 160 }} aria-label={t("changes.by")} placeholder={t("changes.by")} value={actor ? [actor] : []} refs={refs} onChange={([id]) => set({ actor: id })} />
        <DatePicker.RangePicker
          aria-label={t("changes.period")}
          allowEmpty={[true, true]}
          style={{ width: 260 }}
          value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
          onChange={(range) => set({ from: range?.[0]?.format("YYYY-MM-DD"), to: range?.[1]?.format("YYYY-MM-DD") })}
        />
        <Input allowClear style={{ width: 220 }} prefix={<Search size={14} aria-hidden />} aria-label={t("changes.search")} placeholder={t("changes.search")} value={query} onChange={(event) => setQuery(event.target.value)} />
      </div>
      {list.error ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <ListSkeleton />
      ) : entries.length === 0 ? (
        <EmptyState icon={History} title={t("changes.none")} />
      ) : (
        <Table<Entry>
          className={css.table ?? ""}
          size="small"
          rowKey="seq"
          aria-label={t("section.change-log")}
          columns={columns}
          showHeader={!phone}
          dataSource={entries}
          pagination={false}
          sticky
          expandable={{ rowExpandable: (entry) => differences(entry.before, entry.after).length > 0, expandedRowRender: (entry) => <Diff entry={entry} />, expandRowByClick: true }}
        />
      )}
      <LoadMore hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </div>
  );
}

function Diff({ entry }: { entry: Entry }) {
  const { t } = useTranslation("admin");
  return (
    <div className={css.diff}>
      <span className={css.diffHead}>{t("changes.property")}</span>
      <span className={css.diffHead}>{t("changes.before")}</span>
      <span className={css.diffHead}>{t("changes.after")}</span>
      {differences(entry.before, entry.after).map(({ name, before, after }) => [
        <span key={`${name}-name`}>{name}</span>,
        <span key={`${name}-before`} className={css.removed}>
          {before}
        </span>,
        <span key={`${name}-after`}>{after}</span>,
      ])}
    </div>
  );
}

/** The name that a thing had or has, where it is a plain one. */
function nameIn(state: unknown): string | undefined {
  const name = (state as { name?: unknown; title?: unknown } | null | undefined)?.name ?? (state as { title?: unknown } | null | undefined)?.title;
  if (typeof name === "string") return name;
  const text = name as { "zh-CN"?: string; en?: string } | undefined;
  return text?.["zh-CN"] ?? text?.en;
}
