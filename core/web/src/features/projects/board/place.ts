// Where a card lies on a board, and the board once it lies elsewhere. Places name their neighbours, not a number, so
// that they still mean the same when the board has changed underneath.
import type { Schemas } from "@/api";
import type { Board, ItemChange } from "../queries";
import { BY_STATUS, type Card, type Column } from "./verdict";

/** A column's or lane's key; null for what has no value. */
export type Key = string | null;

export interface Cell {
  column: Key;
  lane: Key;
}

export interface Place extends Cell {
  /** The card above, else the card below; neither in an empty cell. */
  after?: string | undefined;
  before?: string | undefined;
}

export const keyOf = (key: string | null | undefined): Key => key ?? null;
export const cellId = ({ column, lane }: Cell) => `${column ?? ""}|${lane ?? ""}`;

/** The cards of a cell in their order; without lanes, of a column. */
export function cardsIn(column: Column, lane: Key, lanes: boolean): Card[] {
  return lanes ? column.cards.filter((card) => keyOf(card.lane) === lane) : column.cards;
}

export function findCard(board: Board, id: string): { card: Card; column: Column } | undefined {
  for (const column of board.columns) {
    const card = column.cards.find((one) => one.id === id);
    if (card) return { card, column };
  }
  return undefined;
}

/** The place before the card that has `index` cards above it, the moved one not counted. */
export function placeAt(cards: Card[], cell: Cell, index: number, moved: string): Place {
  const others = cards.filter((card) => card.id !== moved);
  const after = others[index - 1]?.id;
  return after ? { ...cell, after } : { ...cell, before: others[0]?.id };
}

/** Whether a card lies there already. */
export function isAt(cards: Card[], place: Place, id: string): boolean {
  const at = cards.findIndex((card) => card.id === id);
  if (at < 0) return false;
  return place.after ? cards[at - 1]?.id === place.after : place.before ? at === 0 : true;
}

/** The board with a card in another place; as it was when the card or the column is not there. */
export function moved(board: Board, id: string, place: Place): Board {
  const found = findCard(board, id);
  const target = board.columns.find((column) => keyOf(column.key) === place.column);
  if (!found || !target) return board;
  const lane = board.lanes.find((one) => keyOf(one.key) === place.lane);
  const card = laid(board, found.card, target, lane, place);
  return {
    ...board,
    columns: board.columns.map((column) => {
      if (column !== target && column !== found.column) return column;
      const rest = column.cards.filter((one) => one.id !== id);
      if (column !== target) return { ...column, cards: rest, count: column.count - 1 };
      const cards = inserted(rest, card, place, board.lanesBy != null);
      return { ...column, cards, count: column.count + (column === found.column ? 0 : 1) };
    }),
  };
}

function inserted(rest: Card[], card: Card, place: Place, lanes: boolean): Card[] {
  const after = rest.findIndex((one) => one.id === place.after);
  const before = rest.findIndex((one) => one.id === place.before);
  const last = lanes ? rest.findLastIndex((one) => keyOf(one.lane) === place.lane) : rest.length - 1;
  const at = after >= 0 ? after + 1 : before >= 0 ? before : last + 1;
  return rest.toSpliced(at, 0, card);
}

function laid(board: Board, card: Card, column: Column, lane: Schemas["BoardLane"] | undefined, place: Place): Card {
  const next: Card = { ...card, lane: board.lanesBy == null ? (card.lane ?? null) : place.lane };
  if (board.columnsBy !== BY_STATUS) next.fields = { ...next.fields, [board.columnsBy]: place.column };
  else if (card.status !== column.key) {
    next.status = column.key ?? card.status;
    next.category = column.category ?? card.category;
    // Where it may go from there is for the server to say.
    next.moves = [];
  }
  if (board.lanesBy === "$assignee") next.assignee = lane?.person ?? null;
  else if (board.lanesBy === "$parent") next.parent = lane?.item ?? null;
  else if (board.lanesBy && !board.lanesBy.startsWith("$")) next.fields = { ...next.fields, [board.lanesBy]: place.lane };
  return next;
}

/** What a move changes of the item. */
export function changeFor(board: Board, card: Card, from: Column, place: Place): ItemChange {
  const change: ItemChange = {};
  const fields: Record<string, unknown> = {};
  if (keyOf(from.key) !== place.column) {
    if (board.columnsBy === BY_STATUS) change.status = place.column;
    else fields[board.columnsBy] = place.column;
  }
  if (board.lanesBy != null && keyOf(card.lane) !== place.lane) {
    if (board.lanesBy === "$assignee") change.assignee = place.lane;
    else if (board.lanesBy === "$parent") change.parent = place.lane;
    else if (board.lanesBy === "$type") change.type = place.lane;
    else fields[board.lanesBy] = place.lane;
  }
  if (Object.keys(fields).length > 0) change.fields = fields;
  if (place.after) change.place = { after: place.after, before: null };
  else if (place.before) change.place = { after: null, before: place.before };
  return change;
}
