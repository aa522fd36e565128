// Dragging cards by mouse, finger and keys. While a card is in the air the board stands still, whatever arrives; where it
// would land is known as a cell and a number of cards above it, and only what that concerns is drawn anew.
import {
  type DragEndEvent,
  type DragMoveEvent,
  type DragStartEvent,
  type KeyboardCoordinateGetter,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { useCallback, useRef, useState } from "react";
import type { Board } from "../queries";
import { cardsIn, type Cell, cellId, findCard, isAt, type Key, keyOf, type Place, placeAt } from "./place";
import { type Arrow, ARROWS, stepped, type Target } from "./steps";
import type { Card, Column } from "./verdict";

const STARTS_AFTER_PX = 4;
/** A finger that rests is meant for the card; one that moves at once scrolls. */
const TOUCH_RESTS_MS = 220;
const TOUCH_TOLERANCE_PX = 8;
/** The click of a release comes right after it. */
const CLICK_FOLLOWS_MS = 50;
const KEYS = { start: ["Space"], cancel: ["Escape"], end: ["Space", "Enter"] };

interface Lifted {
  card: Card;
  column: Column;
  board: Board;
  byKeys: boolean;
}

interface Options {
  board: Board;
  /** Open lanes from top to bottom. */
  lanes: Key[];
  enabled: boolean;
  onDrop: (card: Card, column: Column, place: Place) => void;
  /** Tells who cannot see where the card is now. */
  onSay: (event: "lifted" | "over" | "cancelled", card: Card, target: Target) => void;
}

export function useBoardDrag({ board, lanes, enabled, onDrop, onSay }: Options) {
  const [lifted, setLifted] = useState<Lifted>();
  const [target, setTarget] = useState<Target>();
  const now = useRef<{ lifted: Lifted | undefined; target: Target | undefined }>({ lifted: undefined, target: undefined });
  const swallowing = useRef<() => void>(undefined);
  const latest = useRef({ lanes, onSay });
  latest.current = { lanes, onSay };

  const aim = useCallback((next: Target | undefined) => {
    const old = now.current.target;
    if (old && next && cellId(old) === cellId(next) && old.index === next.index) return false;
    now.current.target = next;
    setTarget(next);
    return true;
  }, []);

  const byArrows = useCallback<KeyboardCoordinateGetter>(
    (event) => {
      const { lifted: held, target: at } = now.current;
      if (!held || !at || !ARROWS.includes(event.code)) return undefined;
      event.preventDefault();
      const next = stepped(held.board, latest.current.lanes, held.card.id, at, event.code as Arrow);
      if (aim(next)) latest.current.onSay("over", held.card, next);
      // The mark in the target cell shows the place; nothing hovers.
      return undefined;
    },
    [aim],
  );

  const mouse = useSensor(MouseSensor, { activationConstraint: { distance: STARTS_AFTER_PX } });
  const touch = useSensor(TouchSensor, { activationConstraint: { delay: TOUCH_RESTS_MS, tolerance: TOUCH_TOLERANCE_PX } });
  const keys = useSensor(KeyboardSensor, { coordinateGetter: byArrows, keyboardCodes: KEYS });
  const sensors = useSensors(...(enabled ? [mouse, touch, keys] : []));

  const end = () => {
    swallowing.current?.();
    swallowing.current = undefined;
    now.current = { lifted: undefined, target: undefined };
    setLifted(undefined);
    setTarget(undefined);
  };

  const onDragStart = ({ active, activatorEvent }: DragStartEvent) => {
    const found = findCard(board, String(active.id));
    if (!found) return;
    const byKeys = activatorEvent instanceof KeyboardEvent;
    const held = { ...found, board, byKeys };
    now.current.lifted = held;
    setLifted(held);
    if (!byKeys) {
      swallowing.current = swallowClick();
      return;
    }
    const lane = board.lanesBy == null ? null : keyOf(found.card.lane);
    const cards = cardsIn(found.column, lane, board.lanesBy != null);
    const at = { column: keyOf(found.column.key), lane, index: cards.findIndex((one) => one.id === found.card.id) };
    aim(at);
    onSay("lifted", found.card, at);
  };

  /** While moving, and once more when the cell below is known: that comes an event late. */
  const onDragMove = ({ active, over }: DragMoveEvent) => {
    const held = now.current.lifted;
    if (!held || held.byKeys) return;
    const cell = over?.data.current as Cell | undefined;
    const box = active.rect.current.translated;
    if (!cell || !box) aim(undefined);
    else aim({ ...cell, index: indexAt(cell, box.top + box.height / 2, held.card.id) });
  };

  const onDragEnd = (_: DragEndEvent) => {
    const { lifted: held, target: at } = now.current;
    end();
    const column = at && board.columns.find((one) => keyOf(one.key) === at.column);
    if (!held || !at || !column) return;
    const cards = cardsIn(column, at.lane, board.lanesBy != null);
    const place = placeAt(cards, { column: at.column, lane: at.lane }, at.index, held.card.id);
    if (!isAt(cards, place, held.card.id)) onDrop(held.card, column, place);
  };

  const onDragCancel = () => {
    const { lifted: held, target: at } = now.current;
    end();
    if (held && at) onSay("cancelled", held.card, at);
  };

  return { lifted, target, context: { sensors, onDragStart, onDragMove, onDragOver: onDragMove, onDragEnd, onDragCancel } };
}

/** How many other cards of a cell lie above a height. */
function indexAt(cell: Cell, y: number, id: string): number {
  const element = document.querySelector(`[data-cell="${CSS.escape(cellId(cell))}"]`);
  const cards = [...(element?.querySelectorAll<HTMLElement>("[data-card]") ?? [])].filter((one) => one.dataset["card"] !== id);
  const below = cards.findIndex((one) => {
    const box = one.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
  return below < 0 ? cards.length : below;
}

/** The click that follows a drop would open what lies under the pointer. Gives what lets clicks through again. */
function swallowClick(): () => void {
  const swallow = (event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener("click", swallow, { capture: true });
  return () => void setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), CLICK_FOLLOWS_MS);
}
