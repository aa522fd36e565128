// The board on a desktop: all columns side by side below a head that stays, cut across by lanes.
import { Button } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Board } from "../queries";
import css from "./grid.module.css";
import { BoardCell } from "./BoardCell";
import { ColumnHead } from "./ColumnHead";
import { useBoard } from "./context";
import { GONE } from "./gone";
import { LaneHead, lanesOf } from "./lanes";
import { cardsIn, cellId, type Key, keyOf } from "./place";
import type { Target } from "./steps";
import type { Column } from "./verdict";

export interface Airborne {
  id: string;
  /** What each column says to the card, by its key. */
  whys: Map<Key, { why: string | undefined; closed: boolean }>;
}

export interface BoardViewProps {
  board: Board;
  airborne: Airborne | undefined;
  target: Target | undefined;
  folded: ReadonlySet<Key>;
  onFold: (lane: Key) => void;
  /** Asks for more cards of each column; absent when no more can be shown. */
  onMore: (() => void) | undefined;
}

export function BoardGrid({ board, airborne, target, folded, onFold, onMore }: BoardViewProps) {
  const { canWork, onCreating } = useBoard();
  const hasLanes = board.lanesBy != null;
  const lanes = lanesOf(board);
  const first = lanes.map((lane) => keyOf(lane.key)).find((key) => !folded.has(key) && key !== GONE);
  return (
    <div className={css.scroll} data-lanes={hasLanes || undefined}>
      <div className={css.grid} style={{ gridTemplateColumns: `repeat(${board.columns.length}, minmax(224px, 1fr))` }}>
        <div className={css.heads}>
          {board.columns.map((column) => {
            const said = airborne?.whys.get(keyOf(column.key));
            return (
              <ColumnHead
                key={column.key ?? ""}
                column={column}
                why={said?.why}
                closed={said?.closed ?? false}
                onCreate={canWork && first !== undefined ? () => onCreating({ column: keyOf(column.key), lane: first }) : undefined}
              />
            );
          })}
        </div>
        {lanes.map((lane) => {
          const key = keyOf(lane.key);
          const open = !folded.has(key);
          return (
            <div key={lane.key ?? ""} className={css.laneGroup}>
              {hasLanes && <LaneHead board={board} lane={lane} open={open} onToggle={() => onFold(key)} />}
              {open && <Cells board={board} lane={key} airborne={airborne} target={target} />}
            </div>
          );
        })}
        <div className={css.feet}>
          {board.columns.map((column) => (
            <More key={column.key ?? ""} board={board} column={column} onMore={onMore} />
          ))}
        </div>
      </div>
    </div>
  );
}

function Cells({ board, lane, airborne, target }: Pick<BoardViewProps, "board" | "airborne" | "target"> & { lane: Key }) {
  const hasLanes = board.lanesBy != null;
  return board.columns.map((column) => (
    <ColumnCell
      key={column.key ?? ""}
      column={column}
      lane={lane}
      hasLanes={hasLanes}
      airborne={airborne}
      mark={target && cellId(target) === cellId({ column: keyOf(column.key), lane }) ? target.index : undefined}
    />
  ));
}

export function ColumnCell({
  column,
  lane,
  hasLanes,
  airborne,
  mark,
}: {
  column: Column;
  lane: Key;
  hasLanes: boolean;
  airborne: Airborne | undefined;
  mark: number | undefined;
}) {
  const cards = useMemo(() => cardsIn(column, lane, hasLanes), [column, lane, hasLanes]);
  return (
    <BoardCell
      column={column}
      lane={lane}
      cards={cards}
      mark={mark}
      lifted={airborne?.id}
      closed={airborne?.whys.get(keyOf(column.key))?.closed ?? false}
      roomy={!hasLanes}
    />
  );
}

/** The cards of a column beyond those that are drawn. */
export function More({ board, column, onMore }: { board: Board; column: Column; onMore: (() => void) | undefined }) {
  const { t } = useTranslation("projects");
  const { project } = useBoard();
  const rest = column.count - column.cards.length;
  if (rest <= 0) return <div />;
  if (onMore) {
    return (
      <div className={css.more}>
        <Button size="small" type="text" block onClick={onMore}>
          {t("board.more", { count: rest })}
        </Button>
      </div>
    );
  }
  // A longer column is a list.
  const filter = JSON.stringify({ and: [{ field: board.columnsBy, op: column.key == null ? "empty" : "eq", value: column.key }] });
  return (
    <div className={css.more}>
      <Link to={`/projects/${project.id}/items?filter=${encodeURIComponent(filter)}`}>{t("board.moreInList", { count: rest })}</Link>
    </div>
  );
}
