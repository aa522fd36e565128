import { expect, it } from "vitest";
import { lanesOfWeek } from "./lanes";

const week = ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22"];
const entry = (id: string, from: string, to = from) => ({ id, days: [`2026-11-${from}`, `2026-11-${to}`] as [string, string] });
const ids = (days: ({ id: string } | undefined)[][]) => days.map((day) => day.map((one) => one?.id ?? "").join());

it("keeps a span on one line over its days, and fills the gaps with what is short", () => {
  expect(ids(lanesOfWeek([entry("one", "17"), entry("span", "16", "18"), entry("late", "18", "19"), entry("alone", "19")], week))).toEqual([
    "span",
    "span,one",
    "span,late",
    "alone,late",
    "",
    "",
    "",
  ]);
});

it("takes the part of a span that the week has, and nothing of another week", () => {
  expect(ids(lanesOfWeek([entry("long", "01", "30"), entry("before", "10"), entry("after", "23")], week))).toEqual(week.map(() => "long"));
});

it("shows what ends in the week above what only passes through", () => {
  const days = lanesOfWeek([entry("through", "01", "30"), entry("due", "16", "18")], week);
  expect(ids(days)).toEqual(["due,through", "due,through", "due,through", ",through", ",through", ",through", ",through"]);
});

it("keeps the order given among those of one day", () => {
  expect(ids(lanesOfWeek([entry("b", "20"), entry("a", "20")], week))[4]).toBe("b,a");
});
