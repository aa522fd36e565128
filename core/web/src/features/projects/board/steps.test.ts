import { expect, it } from "vitest";
import type { Board } from "../queries";
import { stepped, type Target } from "./steps";

const card = (id: string, lane: string | null) => ({ id, lane });
const board = (lanesBy?: string) =>
  ({
    columnsBy: "$status",
    ...(lanesBy ? { lanesBy } : {}),
    columns: [
      { key: "todo", cards: [card("a", "x"), card("b", "x"), card("c", "y")] },
      { key: "done", cards: [card("d", "x")] },
    ],
  }) as unknown as Board;

const plain = { column: "todo", lane: null };

it("goes along the column and stops at its ends", () => {
  const step = (at: Target, arrow: "ArrowUp" | "ArrowDown") => stepped(board(), [null], "a", at, arrow).index;
  expect(step({ ...plain, index: 0 }, "ArrowDown")).toBe(1);
  expect(step({ ...plain, index: 2 }, "ArrowDown")).toBe(2);
  expect(step({ ...plain, index: 0 }, "ArrowUp")).toBe(0);
});

it("goes across, as far down as the next column reaches", () => {
  expect(stepped(board(), [null], "a", { ...plain, index: 2 }, "ArrowRight")).toEqual({ column: "done", lane: null, index: 1 });
  expect(stepped(board(), [null], "a", { ...plain, index: 0 }, "ArrowLeft")).toEqual({ ...plain, index: 0 });
});

it("goes over the end of a lane into the next one that is open", () => {
  const at = { column: "todo", lane: "x", index: 1 };
  expect(stepped(board("$assignee"), ["x", "y"], "a", at, "ArrowDown")).toEqual({ column: "todo", lane: "y", index: 0 });
  expect(stepped(board("$assignee"), ["x"], "a", at, "ArrowDown")).toEqual(at);
  expect(stepped(board("$assignee"), ["x", "y"], "a", { column: "todo", lane: "y", index: 0 }, "ArrowUp")).toEqual({
    column: "todo",
    lane: "x",
    index: 1,
  });
});
