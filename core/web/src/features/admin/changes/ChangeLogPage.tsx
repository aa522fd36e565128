/** `/admin/change-log`: who changed what and when; a row opens to what differs. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Input, Select, Table, type TableColumnsType } from "antd";
import { History, Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { api, ok, type PersonRef } from "@/api";
import { DateTime, EmptyState, ErrorState, ListSkeleton, LoadMore, PersonName, useIsPhone } from "@/ui";
import css from "../admin.module.css";
import { differences } from "./diff";

const PAGE_ROWS = 100;
const SUBJECTS = ["session", "department", "post", "user", "role", "form", "record", "flow", "instance", "task", "comment", "file", "draft", "notification", "job", "settings"] as const;
type Subject = (typeof SUBJECTS)[number];
type Entry = { seq: number; at: string; actor?: PersonRef | null; subject: string; subjectId: string; verb: string; before?: unknown; after?: unknown };

export default function ChangeLogPage() {
  const { t } = useTranslation("admin");
  const phone = useIsPhone();
  const [params, setParams] = useSearchParams();
  const [query, setQuery] = useState("");
  const subject = SUBJECTS.find((candidate) => candidate === params.get("subject"));
  const list = useInfiniteQuery({
    queryKey: ["changeLog", subject ?? ""],
    queryFn: ({ pageParam }) => ok(api.GET("/change-log", { params: { query: { limit: PAGE_ROWS, ...(subject ? { subject } : {}), ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const wanted = query.trim().toLowerCase();
  const loaded = (list.data?.pages.flatMap((page) => page.items) ?? []) as Entry[];
  const entries = wanted ? loaded.filter((entry) => `${entry.actor?.name ?? ""} ${entry.actor?.login ?? ""} ${entry.subjectId} ${JSON.stringify(entry.before ?? "")}${JSON.stringify(entry.after ?? "")}`.toLowerCase().includes(wanted)) : loaded;

  const what = (entry: Entry) => [t(`changes.subject.${entry.subject}`), nameIn(entry.after) ?? nameIn(entry.before)].filter(Boolean).join(" ");
  const actor = (entry: Entry) => (entry.actor ? <PersonName person={entry.actor} /> : <span className={css.count}>{t("changes.system")}</span>);
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
        { title: t("changes.who"), width: 180, render: (_, entry) => actor(entry) },
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
          onChange={(value: Subject | null | undefined) => setParams(value ? { subject: value } : {}, { replace: true })}
        />
        <Input allowClear style={{ width: 240 }} prefix={<Search size={14} strokeWidth={1.5} aria-hidden />} aria-label={t("changes.search")} placeholder={t("changes.search")} value={query} onChange={(event) => setQuery(event.target.value)} />
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
