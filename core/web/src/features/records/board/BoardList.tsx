// One column of a board: its name, how many, and its cards a page at a time.

import { useDroppable } from "@dnd-kit/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { mergedRefs, type Column } from "@/list";
import { ErrorState, ListSkeleton, LoadMore } from "@/ui";
import type { recordsQuery, RecordRow } from "../queries";
import css from "./board.module.css";
import { BoardCard } from "./BoardCard";
import type { BoardColumn } from "./columns";
import type { Move } from "./useMove";

interface Props {
  column: BoardColumn;
  asked: ReturnType<typeof recordsQuery>;
  lines: Column<RecordRow>[];
  targets: BoardColumn[];
  onMove: (move: Move) => void;
  hrefOf: (row: RecordRow) => string;
  phone: boolean;
}

export function BoardList({ column, asked, lines, targets, onMove, hrefOf, phone }: Props) {
  const { t } = useTranslation("records");
  const list = useInfiniteQuery(asked);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const refs = useMemo(() => mergedRefs(list.data?.pages.map((page) => page.refs) ?? []), [list.data]);
  const receives = targets.some((one) => one.id === column.id);
  const { setNodeRef, isOver } = useDroppable({ id: `column-${column.id}`, data: { column: column.id }, disabled: !receives || phone });
  const total = list.data?.pages[0]?.total;
  const capped = list.data?.pages[0]?.totalCapped ?? false;
  if (column.retired && list.data && rows.length === 0) return null;
  return (
    <section className={css.column} aria-label={column.label} ref={setNodeRef} data-over={(isOver && receives) || undefined}>
      <header className={css.columnHead}>
        <h2 className="ellipsis" title={column.label}>
          {column.label}
        </h2>
        {total != null && <span className={css.quiet}>{capped ? t("board.over", { count: total }) : total}</span>}
        {column.retired && <span className={css.quiet}>{t("board.retired")}</span>}
      </header>
      <div className={css.cards} tabIndex={phone ? undefined : 0} role="group" aria-label={t("board.cards", { column: column.label })}>
        {list.error && rows.length === 0 ? (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        ) : list.isPending ? (
          <ListSkeleton rows={3} rowHeight={72} />
        ) : rows.length === 0 ? (
          <p className={css.empty}>{t("board.empty")}</p>
        ) : (
          <ul>
            {rows.map((row) => (
              <BoardCard key={row.id} row={row} column={column} refs={refs} lines={lines} targets={targets} onMove={onMove} href={hrefOf(row)} phone={phone} />
            ))}
          </ul>
        )}
        <LoadMore hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      </div>
    </section>
  );
}
