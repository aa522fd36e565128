import { expect, it } from "vitest";
import type { Board } from "../queries";
import { GONE, withGone } from "./gone";
import { changeFor } from "./place";

const board = (lanes: (string | null)[], cards: Record<string, string | null>) =>
  ({
    columnsBy: "$status",
    lanesBy: "severity",
    columns: [{ key: "todo", count: 2, cards: Object.entries(cards).map(([id, lane]) => ({ id, lane, status: "todo", fields: {} })) }],
    lanes: lanes.map((key) => ({ key, name: {} })),
  }) as unknown as Board;

const lanes = (of: Board) => of.lanes.map((lane) => lane.key);
const lying = (of: Board) => Object.fromEntries(of.columns[0]!.cards.map((card) => [card.id, card.lane]));

it("puts cards whose option is gone into one lane, before those without a value", () => {
  const shown = withGone(board(["high", null], { a: "high", b: "taken-out", c: null, d: "another" }));
  expect(lanes(shown)).toEqual(["high", GONE, null]);
  expect(lying(shown)).toEqual({ a: "high", b: GONE, c: null, d: GONE });
  expect(lanes(withGone(board(["high"], { b: "taken-out" })))).toEqual(["high", GONE]);
});

it("leaves a board as it is where every lane is known, or where there are none", () => {
  const whole = board(["high", null], { a: "high", c: null });
  expect(withGone(whole)).toBe(whole);
  const plain = { ...board([], { a: "taken-out" }), lanesBy: null } as unknown as Board;
  expect(withGone(plain)).toBe(plain);
});

it("lets a card out of it, and keeps its value while it only changes the column", () => {
  const shown = withGone(board(["high"], { b: "taken-out" }));
  const column = shown.columns[0]!;
  const card = column.cards[0]!;
  expect(changeFor(shown, card, column, { column: "todo", lane: "high" })).toEqual({ fields: { severity: "high" } });
  expect(changeFor(shown, card, column, { column: "done", lane: GONE })).toEqual({ status: "done" });
});
