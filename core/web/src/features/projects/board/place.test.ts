import { describe, expect, it } from "vitest";
import type { Board } from "../queries";
import { cardsIn, changeFor, isAt, moved, placeAt } from "./place";
import type { Card } from "./verdict";

const card = (id: string, status: string, lane: string | null = null) =>
  ({ id, status, lane, category: "todo", moves: ["done"], fields: {} }) as unknown as Card;

const board = (lanesBy?: string) =>
  ({
    columnsBy: "$status",
    ...(lanesBy ? { lanesBy } : {}),
    columns: [
      { key: "todo", category: "todo", count: 3, cards: [card("a", "todo", "x"), card("b", "todo", "y"), card("c", "todo", "x")] },
      { key: "done", category: "done", count: 9, cards: [card("d", "done", "x")] },
    ],
    lanes: [{ key: "x", person: { id: "x", name: "X" } }, { key: "y", person: { id: "y", name: "Y" } }, { key: null }],
  }) as unknown as Board;

const ids = (of: Board) => of.columns.map((column) => column.cards.map((one) => one.id).join(""));

describe("a moved card", () => {
  it("lies beside its new neighbour, and both columns count it", () => {
    const next = moved(board(), "a", { column: "done", lane: null, before: "d" });
    expect(ids(next)).toEqual(["bc", "ad"]);
    expect(next.columns.map((c) => c.count)).toEqual([2, 10]);
    expect(next.columns[1]?.cards[0]).toMatchObject({ status: "done", category: "done", moves: [] });
    expect(ids(moved(board(), "a", { column: "todo", lane: null, after: "c" }))).toEqual(["bca", "d"]);
  });

  it("keeps its place among others that are gone meanwhile, and asks nothing of what is gone itself", () => {
    expect(ids(moved(board(), "a", { column: "done", lane: null, after: "gone" }))).toEqual(["bc", "da"]);
    expect(moved(board(), "gone", { column: "done", lane: null })).toEqual(board());
    expect(moved(board(), "a", { column: "gone", lane: null })).toEqual(board());
  });

  it("takes over what its lane stands for", () => {
    const next = moved(board("$assignee"), "a", { column: "todo", lane: "y", after: "b" });
    expect(next.columns[0]?.cards[1]).toMatchObject({ id: "a", lane: "y", assignee: { id: "y" } });
    expect(cardsIn(next.columns[0]!, "y", true).map((c) => c.id)).toEqual(["b", "a"]);
  });
});

describe("a place", () => {
  const cards = board().columns[0]!.cards;
  const cell = { column: "todo", lane: null };

  it("names the card above, or the one below at the top", () => {
    expect(placeAt(cards, cell, 2, "d")).toEqual({ ...cell, after: "b" });
    expect(placeAt(cards, cell, 0, "d")).toEqual({ ...cell, before: "a" });
    expect(placeAt(cards, cell, 1, "a")).toEqual({ ...cell, after: "b" });
    expect(placeAt([], cell, 0, "a")).toEqual({ ...cell, before: undefined });
  });

  it("is where the card lies already", () => {
    expect(isAt(cards, { ...cell, after: "a" }, "b")).toBe(true);
    expect(isAt(cards, { ...cell, before: "b" }, "a")).toBe(true);
    expect(isAt(cards, { ...cell, after: "c" }, "b")).toBe(false);
    expect(isAt(cards, cell, "d")).toBe(false);
  });
});

it("changes no more than what differs", () => {
  const [todo] = board("$assignee").columns;
  const change = (place: object, lanes = "$assignee") =>
    changeFor(board(lanes), todo!.cards[0]!, todo!, { column: "todo", lane: "x", ...place });
  expect(change({ after: "c" })).toEqual({ place: { after: "c", before: null } });
  expect(change({ column: "done" })).toEqual({ status: "done" });
  expect(change({ lane: null })).toEqual({ assignee: null });
  expect(change({ lane: "y", column: "done", before: "d" }, "severity")).toEqual({
    status: "done",
    fields: { severity: "y" },
    place: { after: null, before: "d" },
  });
});
