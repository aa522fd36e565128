import { expect, it } from "vitest";
import { begins, marksOf } from "./daysOff";

const markOf = marksOf({
  rev: 1,
  weekdays: [1, 2, 3, 4, 5],
  days: [
    { date: "2026-10-01", kind: "holiday", name: "国庆节" },
    { date: "2026-10-02", kind: "holiday", name: "国庆节" },
    { date: "2026-10-03", kind: "holiday", name: "国庆节" },
    { date: "2026-10-08", kind: "working", name: "无需调休" },
    { date: "2026-10-10", kind: "working", name: "国庆调休" },
    { date: "2026-10-12", kind: "holiday" },
  ],
});

it("tells days off, those with a name, and those that are worked instead", () => {
  expect(markOf("2026-10-01")).toEqual({ kind: "off", name: "国庆节", special: true });
  expect(markOf("2026-10-03")).toEqual({ kind: "off", name: "国庆节", special: true });
  expect(markOf("2026-10-10")).toEqual({ kind: "work", name: "国庆调休", special: true });
  expect(markOf("2026-10-11")).toEqual({ kind: "off", name: "", special: false });
  expect(markOf("2026-10-12")).toEqual({ kind: "off", name: "", special: true });
});

it("says nothing of a day that is worked as usual, even where the calendar names it", () => {
  expect(markOf("2026-10-09")).toBeUndefined();
  expect(markOf("2026-10-08")).toBeUndefined();
});

it("goes by the company's own week", () => {
  const sundayToThursday = marksOf({ rev: 1, weekdays: [7, 1, 2, 3, 4], days: [] });
  expect(["2026-10-09", "2026-10-10", "2026-10-11"].map((day) => sundayToThursday(day)?.kind)).toEqual(["off", "off", undefined]);
});

it("begins a holiday anew in each row of days", () => {
  const row = ["2026-09-30", "2026-10-01", "2026-10-02"];
  expect(row.map((day) => begins(markOf, day, row))).toEqual([true, true, false]);
  expect(begins(markOf, "2026-10-02", ["2026-10-02", "2026-10-03"])).toBe(true);
});
