import { expect, it } from "vitest";
import { begun, type History, type Step, stepped } from "./history";

const walk = (...steps: Step<string>[]): History<string> => steps.reduce(stepped<string>, begun("a"));

it("goes back and forth, and forgets what was undone once something else is done", () => {
  expect(walk({ do: "b" }, { do: "c" }, "undo").now).toBe("b");
  expect(walk({ do: "b" }, { do: "c" }, "undo", "redo").now).toBe("c");
  expect(walk({ do: "b" }, "undo", { do: "c" }, "redo")).toEqual({ past: ["a"], now: "c", future: [] });
  expect(walk("undo", "redo")).toEqual(begun("a"));
  expect(walk({ do: "b" }, { start: "z" }, "undo").now).toBe("z");
});

it("takes a step that goes on as one", () => {
  expect(walk({ do: "b" }, { instead: "bc" }, { instead: "bcd" })).toEqual({ past: ["a"], now: "bcd", future: [] });
});

it("remembers a bounded number of steps", () => {
  const many = Array.from({ length: 150 }, (_, n): Step<string> => ({ do: String(n) }));
  expect(walk(...many).past).toHaveLength(100);
});
