import { afterEach, expect, it } from "vitest";
import { setZone } from "@/ui";
import { daysOfValue, isMonth, monthAfter, rowsByDay, touchesMonth, weeksOf } from "./days";

afterEach(() => setZone(undefined));

it("shows whole weeks from Monday, only those that the month touches", () => {
  const november = weeksOf("2026-11");
  expect(november).toHaveLength(6);
  expect([november[0]?.[0], november.at(-1)?.at(-1)]).toEqual(["2026-10-26", "2026-12-06"]);
  const february = weeksOf("2027-02");
  expect(february).toHaveLength(4);
  expect([february[0]?.[0], february.at(-1)?.at(-1)]).toEqual(["2027-02-01", "2027-02-28"]);
});

it("goes from month to month over the year", () => {
  expect([monthAfter("2026-12", 1), monthAfter("2026-01", -1)]).toEqual(["2027-01", "2025-12"]);
  expect(["2026-11", "2026-13", "2026-1", "x", null].map(isMonth)).toEqual([true, false, false, false, false]);
});

it("knows which days lie in a month, also those that only reach into it", () => {
  const touches = (from: string, until: string) => touchesMonth([from, until], "2026-11");
  expect([touches("2026-11-01", "2026-11-01"), touches("2026-10-30", "2026-11-01"), touches("2026-11-30", "2026-12-02"), touches("2026-10-01", "2026-12-31")]).toEqual([true, true, true, true]);
  expect([touches("2026-10-30", "2026-10-31"), touches("2026-12-01", "2026-12-01"), touches("2025-11-05", "2025-11-05")]).toEqual([false, false, false]);
});

it("puts an instant on the day of the company's clocks", () => {
  setZone("Asia/Shanghai");
  expect(daysOfValue("2026-11-21T17:00:00Z", "dateTime")).toEqual(["2026-11-22", "2026-11-22"]);
  expect(daysOfValue("2026-11-21", "date")).toEqual(["2026-11-21", "2026-11-21"]);
  // What stands for the time of creation is a date to filters and an instant in rows.
  expect(daysOfValue("2026-11-21T17:00:00Z", "date")).toEqual(["2026-11-22", "2026-11-22"]);
  expect(daysOfValue(null, "date")).toBeUndefined();
  expect(daysOfValue({ start: "2026-11-03", end: "2026-11-05" }, "dateRange")).toEqual(["2026-11-03", "2026-11-05"]);
  expect(daysOfValue({}, "dateRange")).toBeUndefined();
});

it("lets a range stand on each of its days that is shown", () => {
  const reach = (row: { days?: [string, string] }) => row.days;
  const trip = { days: ["2026-10-30", "2026-11-02"] as [string, string] };
  const day = { days: ["2026-11-02", "2026-11-02"] as [string, string] };
  const days = rowsByDay([trip, day, {}], reach, ["2026-11-01", "2026-11-30"]);
  expect([...days.keys()]).toEqual(["2026-11-01", "2026-11-02"]);
  expect(days.get("2026-11-02")).toEqual([trip, day]);
});
