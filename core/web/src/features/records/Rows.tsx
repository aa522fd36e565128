// The rows of a list in the layout of the open view, and what stands there when there are none.

import type { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { lazy, Suspense, useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Refs } from "@/form";
import { chosen, GroupedCards, linesOf, ListTable, type Grouped, type Column, type LayoutChoices, type OpenView } from "@/list";
import { EmptyState, ErrorState, ListSkeleton, useIsPhone } from "@/ui";
import type { Selection } from "./bulk/selection";
import type { FormInfo, RecordRow } from "./queries";
import { RecordCards } from "./RecordCards";
import own from "./records.module.css";

const Board = lazy(() => import("./board/Board"));
const CalendarView = lazy(() => import("./calendar/CalendarView"));
const Gallery = lazy(() => import("./gallery/Gallery"));

/** Lines of a card: what one takes in at a glance. */
const BOARD_LINES = 3;
const GALLERY_LINES = 2;
/** Without a picture there is room for more. */
const GALLERY_LINES_ALONE = 4;

interface Props {
  form: FormInfo;
  open: OpenView;
  columns: Column<RecordRow>[];
  choices: LayoutChoices;
  shown: string[];
  list: Pick<ReturnType<typeof useInfiniteQuery>, "error" | "isPending" | "hasNextPage" | "isFetchingNextPage" | "fetchNextPage" | "refetch">;
  /** The rows in groups, where one is asked for. */
  grouped: Grouped<RecordRow> | undefined;
  rows: RecordRow[];
  refs: Refs | undefined;
  selection: Selection | undefined;
  openId: string | undefined;
  hrefOf: (row: RecordRow) => string;
  onCreate: () => void;
}

export function Rows({ form, open, columns, choices, shown, list, grouped, rows, refs, selection, openId, hrefOf, onCreate }: Props) {
  const { t } = useTranslation("records");
  const { t: words } = useTranslation("list");
  const phone = useIsPhone();
  const navigate = useNavigate();
  const { settings, q } = open;
  const { layout } = settings;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const lines = (count: number, ...without: (string | undefined)[]) => columns.filter((c) => shown.includes(c.key) && !without.includes(c.key)).slice(0, count);
  const by = (part: "groupBy" | "dateField") => columns.find((c) => c.key === chosen(choices, part, settings));
  const waiting = <ListSkeleton rows={12} />;

  if (layout === "board") {
    const column = by("groupBy");
    if (!column) return <EmptyState title={t("board.impossible")}>{t("board.impossibleText")}</EmptyState>;
    return (
      <Suspense fallback={waiting}>
        <Board key={column.key} formId={form.id} by={column} settings={settings} q={q || undefined} lines={lines(BOARD_LINES, column.key)} mayMove={form.rights.update} hrefOf={hrefOf} />
      </Suspense>
    );
  }
  if (layout === "calendar") {
    const column = by("dateField");
    if (!column) return <EmptyState title={t("calendar.impossible")} />;
    return (
      <Suspense fallback={waiting}>
        <CalendarView formId={form.id} by={column} settings={settings} q={q || undefined} hrefOf={hrefOf} />
      </Suspense>
    );
  }
  const { error, pending } = grouped ?? { error: list.error, pending: list.isPending };
  const nothing = grouped ? grouped.sections.length === 0 : rows.length === 0;
  if (error && nothing) return <ErrorState error={error} onRetry={() => (grouped ? grouped.retry() : void list.refetch())} />;
  if (pending) return waiting;
  if (nothing) {
    const narrowed = settings.leaves.length > 0 || q !== "";
    return (
      <EmptyState
        title={t(narrowed || settings.beyond ? "noneFound" : "none")}
        action={narrowed ? <Button onClick={open.clear}>{words("filter.clear")}</Button> : form.rights.create ? <Button onClick={onCreate}>{t("create")}</Button> : undefined}
      >
        {t(narrowed || settings.beyond ? "noneFoundText" : "noneText")}
      </EmptyState>
    );
  }
  const loading = isFetchingNextPage;
  if (layout === "gallery") {
    const cover = chosen(choices, "coverField", settings);
    return (
      <Suspense fallback={waiting}>
        <Gallery rows={rows} refs={refs} cover={cover} lines={lines(cover === undefined ? GALLERY_LINES_ALONE : GALLERY_LINES, cover)} hasMore={hasNextPage} loading={loading} onMore={more} hrefOf={hrefOf} />
      </Suspense>
    );
  }
  const footer = !grouped && hasNextPage ? (
    <Button type="link" size="small" loading={loading} onClick={more}>
      {words("more")}
    </Button>
  ) : null;
  if (phone) {
    const cards = (some: RecordRow[]) => <RecordCards rows={some} refs={refs} columns={columns} shown={shown} selection={selection} hrefOf={hrefOf} />;
    return (
      <>
        {grouped ? <GroupedCards sections={grouped.sections}>{cards}</GroupedCards> : cards(rows)}
        <div className={own.moreOnPhone}>{footer}</div>
      </>
    );
  }
  return (
    <ListTable
      rows={grouped ? linesOf(grouped.sections) : rows}
      refs={refs}
      columns={columns}
      shown={shown}
      choice={open.choice}
      onChoice={open.setChoice}
      sort={open.sort}
      onSort={open.setSort}
      hrefOf={hrefOf}
      onOpen={(row) => void navigate(hrefOf(row))}
      openId={openId}
      onEnd={more}
      footer={footer}
      {...(selection ? { selected: selection.ids, onSelect: selection.select } : {})}
    />
  );
}
