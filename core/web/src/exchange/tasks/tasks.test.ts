import { describe, expect, it } from "vitest";
import { countsRows, isOpen, percentOf } from "./tasks";

describe("how far a task is", () => {
  it("is unknown until the rows are counted, and never whole before the end", () => {
    expect(percentOf({ state: "queued", done: 0 })).toBeUndefined();
    expect(percentOf({ state: "running", done: 1, total: 3 })).toBe(33);
    expect(percentOf({ state: "running", done: 3, total: 3 })).toBe(99);
    expect(percentOf({ state: "running", done: 0, total: 0 })).toBe(0);
    expect(percentOf({ state: "done", done: 0, total: 0 })).toBe(100);
    expect(percentOf({ state: "done", done: 0 })).toBe(100);
  });

  it("stays where it was for one that was broken off", () => {
    expect(percentOf({ state: "cancelled", done: 50, total: 100 })).toBe(50);
    expect(percentOf({ state: "failed", done: 120, total: 100 })).toBe(100);
  });

  it("is told in rows where a task goes over them once", () => {
    expect(countsRows({ kind: "export", total: 5 })).toBe(true);
    expect(countsRows({ kind: "importRun", total: 10 })).toBe(false);
    expect(countsRows({ kind: "importCheck" })).toBe(false);
  });
});

it("knows which states are an end", () => {
  expect((["queued", "running", "done", "failed", "cancelled"] as const).map((state) => isOpen({ state }))).toEqual([true, true, false, false, false]);
  expect(isOpen(undefined)).toBe(false);
});
