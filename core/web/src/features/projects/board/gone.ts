// Cards whose value is offered no longer: an option that was taken out, a type or a parent that is gone. The server names
// no lane for them; here they lie in one of their own, from which they can be moved and into which nothing can.
import type { Board } from "../queries";
import { keyOf } from "./place";

export const GONE = "$gone";

/** The board with a lane for such cards, before that of the cards without a value; the same board where there are none. */
export function withGone(board: Board): Board {
  if (board.lanesBy == null) return board;
  const known = new Set(board.lanes.map((lane) => keyOf(lane.key)));
  const isGone = (card: Board["columns"][number]["cards"][number]) => !known.has(keyOf(card.lane));
  if (!board.columns.some((column) => column.cards.some(isGone))) return board;
  const without = board.lanes.findIndex((lane) => lane.key == null);
  return {
    ...board,
    lanes: board.lanes.toSpliced(without < 0 ? board.lanes.length : without, 0, { key: GONE }),
    columns: board.columns.map((column) => ({
      ...column,
      cards: column.cards.map((card) => (isGone(card) ? { ...card, lane: GONE } : card)),
    })),
  };
}
