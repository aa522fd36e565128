// The cards of one column, in one lane: takes what is dropped, marks where it would lie, and has the line for a new item.
import { useDroppable } from "@dnd-kit/core";
import { Plus } from "lucide-react";
import { Fragment, memo } from "react";
import { useTranslation } from "react-i18next";
import { pickText } from "@/i18n";
import css from "./cell.module.css";
import { BoardCard } from "./BoardCard";
import { useBoard } from "./context";
import { GONE } from "./gone";
import { type Cell, cellId } from "./place";
import { QuickCreate } from "./QuickCreate";
import type { Card, Column } from "./verdict";

interface Props {
  column: Column;
  lane: Cell["lane"];
  cards: Card[];
  /** How many other cards lie above the place where the card in the air would land; none elsewhere. */
  mark: number | undefined;
  lifted: string | undefined;
  /** The card in the air may not come here. */
  closed: boolean;
  /** Always offers a new item; otherwise only while it is pointed at. */
  roomy: boolean;
}

export const BoardCell = memo(function BoardCell({ column, lane, cards, mark, lifted, closed, roomy }: Props) {
  const { t } = useTranslation("projects");
  const { types, canWork, openId, hrefOf, creating, onCreating, returned, onMenu } = useBoard();
  const cell: Cell = { column: column.key ?? null, lane };
  const drop = useDroppable({ id: cellId(cell), data: cell });
  const isCreating = creating !== undefined && cellId(creating) === cellId(cell);
  let above = 0;
  return (
    <div ref={drop.setNodeRef} className={css.cell} data-low={!roomy || undefined} data-closed={closed || undefined} data-over={mark !== undefined || undefined}>
      <ul className={css.cards} data-cell={cellId(cell)} aria-label={column.key == null ? t("board.noValue") : pickText(column.name)}>
        {cards.map((card) => {
          const isLifted = card.id === lifted;
          const marked = mark !== undefined && !isLifted && above === mark;
          if (!isLifted) above += 1;
          return (
            <Fragment key={card.id}>
              {marked && <DropMark closed={closed} />}
              <BoardCard
                card={card}
                column={cell.column}
                lane={lane}
                types={types}
                href={hrefOf(card.id)}
                open={card.id === openId}
                canWork={canWork}
                returned={card.id === returned}
                onMenu={onMenu}
              />
            </Fragment>
          );
        })}
        {mark !== undefined && mark >= above && <DropMark closed={closed} />}
      </ul>
      {canWork &&
        lane !== GONE &&
        (isCreating ? (
          <QuickCreate cell={cell} column={column} onClose={() => onCreating(undefined)} />
        ) : (
          <button type="button" className={css.create} data-quiet={!roomy || undefined} onClick={() => onCreating(cell)}>
            <Plus size={14} aria-hidden />
            {t("board.create")}
          </button>
        ))}
    </div>
  );
});

function DropMark({ closed }: { closed: boolean }) {
  return <li className={css.mark} data-mark data-closed={closed || undefined} aria-hidden />;
}
