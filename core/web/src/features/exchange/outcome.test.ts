import { expect, it } from "vitest";
import type { Task } from "@/exchange/tasks";
import type { ImportSummary } from "./queries";
import { outcomeOf } from "./outcome";

const counts = { rows: 9, created: 5, updated: 0, unchanged: 1, bad: 3, findings: 4, reverted: 0, kept: 0 };
const source = (change: object = {}) => ({ counts, state: "imported", taskId: "last", ...change }) as ImportSummary;
const task = (kind: Task["kind"], change: object = {}) => ({ id: "last", kind, state: "done", ...change }) as Task;

it("tells what was brought in and what was left out, with the way to the report", () => {
  expect(outcomeOf(task("importRun"), source())).toEqual({ tense: "did", step: "result", counted: ["created", "unchanged", "bad"] });
  // What was brought in stays told after it was taken back.
  const reverted = { state: "reverted", counts: { ...counts, reverted: 5 } };
  expect(outcomeOf(task("importRun", { id: "earlier" }), source(reverted))).toEqual({ tense: "did", step: "result", counted: ["created", "unchanged", "bad"] });
  const forgotten = { state: "reverted", counts: { ...counts, created: 0, reverted: 5 } };
  expect(outcomeOf(task("importRun", { id: "earlier" }), source(forgotten))?.counted).toEqual([]);
});

it("tells what was taken back, none included", () => {
  expect(outcomeOf(task("importRevert"), source({ state: "reverted", counts: { ...counts, kept: 2 } }))?.counted).toEqual(["reverted", "kept"]);
  expect(outcomeOf(task("importRevert"), source({ state: "reverted" }))?.counted).toEqual(["reverted"]);
});

it("tells no figures that are another task's, or of what never happened", () => {
  expect(outcomeOf(task("importCheck", { id: "earlier" }), source())).toEqual({ tense: "would", step: "check", counted: [] });
  expect(outcomeOf(task("importCheck"), source({ state: "checked" }))?.counted).toEqual(["created", "unchanged", "bad"]);
  expect(outcomeOf(task("importRun", { state: "failed" }), source({ state: "checked" }))?.counted).toEqual([]);
});

it("has nothing to tell of what is at work, and of what is no import", () => {
  expect(outcomeOf(task("importRun", { state: "running" }), source())).toBeUndefined();
  expect(outcomeOf(task("export"), source())).toBeUndefined();
  expect(outcomeOf(task("importRun"), undefined)).toBeUndefined();
});
