// The records of one form: a filter that reads as a sentence, a table, and a drawer with an address of its own.

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { Plus, Search } from "lucide-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate, useParams } from "react-router";
import { useCrumbs } from "@/app/crumbs";
import { textOf, type Refs } from "@/form";
import { EmptyState, ErrorState, ListSkeleton, useDebounced, useIsPhone } from "@/ui";
import { columnsOf, shownAtFirst, titleKey } from "./columns";
import { FilterBar } from "./filter/FilterBar";
import { formQuery, NEW, recordsQuery, type FormInfo, type RecordRow } from "./queries";
import { RecordDrawer } from "./record/RecordDrawer";
import css from "./records.module.css";
import { ColumnMenu } from "./table/ColumnMenu";
import { RecordCards } from "./table/RecordCards";
import { RecordsTable } from "./table/RecordsTable";
import { useColumnChoice } from "./useColumnChoice";
import { useListState } from "./useListState";

const TYPING_PAUSE_MS = 300;

export default function RecordsPage() {
  const { t, i18n } = useTranslation("records");
  const { id = "" } = useParams();
  const form = useQuery(formQuery(id));
  useCrumbs({ label: t("forms"), to: "/forms" }, { label: textOf(form.data?.name, i18n.language) });
  if (form.error) return <ErrorState error={form.error} onRetry={() => void form.refetch()} />;
  if (!form.data) return <ListSkeleton rows={12} />;
  return <Records key={id} form={form.data} />;
}

function Records({ form }: { form: FormInfo }) {
  const { t, i18n } = useTranslation("records");
  const { t: ui } = useTranslation("ui");
  const { recordId } = useParams();
  const { search } = useLocation();
  const navigate = useNavigate();
  const phone = useIsPhone();
  const list = useListState();
  const [choice, setChoice] = useColumnChoice(form.id);
  const [typed, setTyped] = useState(list.q);
  const settled = useDebounced(typed.trim(), TYPING_PAUSE_MS);
  const { q, setQ } = list;
  useEffect(() => {
    if (settled !== q) setQ(settled);
    // Only what was typed is carried into the address; going back in history must not be undone by it.
  }, [settled]);

  const columns = useMemo(() => columnsOf(form, i18n.language, t, (key) => ui(`status.${key}`)), [form, i18n.language, t, ui]);
  const title = titleKey(form);
  const choosable = columns.filter((c) => c.key !== title);
  const shown = choice.shown ?? shownAtFirst(columns, title);
  const records = useInfiniteQuery(recordsQuery(form.id, { filter: list.filter, sort: list.sortText, q: list.q || undefined }));
  const rows = useMemo(() => records.data?.pages.flatMap((p) => p.items) ?? [], [records.data]);
  const refs = useMemo(() => records.data?.pages.map((p): Refs => p.refs).reduce(merged), [records.data]);
  const first = records.data?.pages[0];
  const base = `/forms/${form.id}/records`;
  const hrefOf = useCallback((row: RecordRow) => `${base}/${row.id}${search}`, [base, search]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = records;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const filtered = list.leaves.length > 0 || list.q !== "";
  const footer = hasNextPage ? (
    <Button type="link" size="small" loading={isFetchingNextPage} onClick={more}>
      {t("more")}
    </Button>
  ) : null;

  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>{textOf(form.name, i18n.language, form.key)}</h1>
        {first?.total != null && (
          <span className={css.quiet}>{t(first.totalCapped ? "totalCapped" : "total", { count: first.total })}</span>
        )}
        <div className={css.headTools}>
          <Input
            className={css.search}
            prefix={<Search size={14} aria-hidden />}
            placeholder={t("search")}
            aria-label={t("search")}
            allowClear
            value={typed}
            onChange={(e) => setTyped(e.target.value)}
          />
          {!phone && <ColumnMenu columns={choosable} shown={shown} onChange={(next) => setChoice({ shown: next })} />}
          {form.rights.create && (
            <Button type="primary" icon={<Plus size={16} />} onClick={() => void navigate(`${base}/${NEW}${search}`)}>
              {t("create")}
            </Button>
          )}
        </div>
      </header>
      <FilterBar columns={columns} leaves={list.leaves} refs={refs} onChange={list.setLeaves} />
      {records.error && rows.length === 0 ? (
        <ErrorState error={records.error} onRetry={() => void records.refetch()} />
      ) : records.isPending ? (
        <ListSkeleton rows={12} />
      ) : rows.length === 0 ? (
        <EmptyState
          title={t(filtered ? "noneFound" : "none")}
          action={
            filtered ? (
              <Button
                onClick={() => {
                  setTyped("");
                  void navigate(base);
                }}
              >
                {t("filter.clear")}
              </Button>
            ) : form.rights.create ? (
              <Button type="primary" onClick={() => void navigate(`${base}/${NEW}`)}>
                {t("create")}
              </Button>
            ) : undefined
          }
        >
          {t(filtered ? "noneFoundText" : "noneText")}
        </EmptyState>
      ) : phone ? (
        <>
          <RecordCards rows={rows} refs={refs} columns={choosable} shown={shown} hrefOf={hrefOf} />
          <div className={css.moreOnPhone}>{footer}</div>
        </>
      ) : (
        <RecordsTable
          rows={rows}
          refs={refs}
          columns={choosable}
          shown={shown}
          choice={choice}
          onChoice={setChoice}
          sort={list.sort}
          onSort={list.setSort}
          hrefOf={hrefOf}
          onOpen={(row) => void navigate(hrefOf(row))}
          openId={recordId}
          onEnd={more}
          footer={footer}
        />
      )}
      <RecordDrawer
        form={form}
        recordId={recordId}
        onClose={() => void navigate(`${base}${search}`)}
        onOpen={(id) => void navigate(`${base}/${id}${search}`)}
      />
    </div>
  );
}

function merged(a: Refs, b: Refs): Refs {
  return {
    people: { ...a.people, ...b.people },
    departments: { ...a.departments, ...b.departments },
    records: { ...a.records, ...b.records },
    files: { ...a.files, ...b.files },
  };
}
