// The board of the project as a layout of the list: narrowed by the view, with the columns that it names.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "antd";
import { EmptyState, ErrorState, ListSkeleton } from "@/ui";
import { BoardView } from "../board/BoardView";
import type { Cell } from "../board/place";
import { BY_STATUS } from "../board/verdict";
import { boardQuery } from "../queries";
import { useProject } from "../useProject";
import { type LayoutProps, useOrder } from "./ItemLayout";
import css from "./items.module.css";

/** Cards of a column at first, and at most, as the server allows. */
const CARDS_FIRST = 50;
const CARDS_MOST = 200;

export default function ItemBoard({ asked, open, by, openId, hrefOf, onOrder }: LayoutProps & { by: string | undefined }) {
  const { t } = useTranslation("projects");
  const { t: words } = useTranslation("list");
  const { project } = useProject();
  const [limit, setLimit] = useState(CARDS_FIRST);
  const [creating, setCreating] = useState<Cell>();
  const { type, filter, q } = asked.question;
  const columns = by === BY_STATUS ? undefined : by;
  const told = useQuery({ ...boardQuery(project.id, { columns, type, filter, q, limit: limit === CARDS_FIRST ? undefined : limit }), placeholderData: keepPreviousData });
  const board = told.data;
  useOrder(board?.columns.flatMap((column) => column.cards.map(({ id }) => id)) ?? [], onOrder);
  if (told.error && !board) return <ErrorState error={told.error} onRetry={() => void told.refetch()} />;
  if (!board) return <ListSkeleton rows={12} />;
  const narrowed = Boolean(type || filter || q);
  if (narrowed && board.columns.every(({ count }) => count === 0)) {
    return (
      <EmptyState title={t("items.noneFound")} action={<Button onClick={open.clear}>{words("filter.clear")}</Button>}>
        {t("items.noneFoundText")}
      </EmptyState>
    );
  }
  const longest = Math.max(0, ...board.columns.map(({ count }) => count));
  return (
    <div className={css.board}>
      <BoardView
        told={board}
        hrefOf={hrefOf}
        openId={openId}
        creating={creating}
        onCreating={setCreating}
        onMore={limit < CARDS_MOST && longest > limit ? () => setLimit(Math.min(limit * 2, CARDS_MOST)) : undefined}
      />
    </div>
  );
}
