// Where a lifted card goes by the arrow keys: along its cell, over its ends into the next lane, across the columns.
import type { Board } from "../queries";
import { cardsIn, type Cell, type Key, keyOf } from "./place";

export interface Target extends Cell {
  /** The number of other cards above it in the cell. */
  index: number;
}

export type Arrow = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight";

export const ARROWS: readonly string[] = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"];

/** `lanes` are those that are open, top to bottom; one `null` for a board without lanes. */
export function stepped(board: Board, lanes: Key[], id: string, at: Target, arrow: Arrow): Target {
  const hasLanes = board.lanesBy != null;
  const room = (cell: Cell) => {
    const column = board.columns.find((one) => keyOf(one.key) === cell.column);
    return column ? cardsIn(column, cell.lane, hasLanes).filter((card) => card.id !== id).length : 0;
  };
  if (arrow === "ArrowLeft" || arrow === "ArrowRight") {
    const here = board.columns.findIndex((one) => keyOf(one.key) === at.column);
    const next = board.columns[here + (arrow === "ArrowLeft" ? -1 : 1)];
    if (!next) return at;
    const cell = { column: keyOf(next.key), lane: at.lane };
    return { ...cell, index: Math.min(at.index, room(cell)) };
  }
  const by = arrow === "ArrowUp" ? -1 : 1;
  const index = at.index + by;
  if (index >= 0 && index <= room(at)) return { ...at, index };
  const lane = lanes[lanes.indexOf(at.lane) + by];
  if (lane === undefined || !hasLanes || lanes.indexOf(at.lane) + by < 0) return at;
  const cell = { column: at.column, lane };
  return { ...cell, index: by < 0 ? room(cell) : 0 };
}
