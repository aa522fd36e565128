import { describe, expect, it } from "vitest";
import { daysBetween, type Draft, isWorked, marked, monthsOf, readCalendar, same, stretchesOf, workedIn, writeCalendar } from "./days";

const usual: Draft = { weekdays: [1, 2, 3, 4, 5], special: new Map() };
const national = marked(
  marked(usual, daysBetween("2026-10-01", "2026-10-07"), { kind: "holiday", name: "国庆节" }),
  ["2026-09-20", "2026-10-10"],
  { kind: "working", name: "国庆调休" },
);

describe("the company's calendar", () => {
  it("lets holidays and make-up days go before the week", () => {
    expect(["2026-09-20", "2026-09-27", "2026-10-01", "2026-10-08", "2026-10-10"].map((day) => isWorked(national, day))).toEqual([true, false, false, true, true]);
  });

  it("names a stretch in either direction", () => {
    expect(daysBetween("2026-03-02", "2026-02-27")).toEqual(["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02"]);
    expect(daysBetween("2026-02-27", "2026-02-27")).toEqual(["2026-02-27"]);
  });

  it("makes a day like any other again and leaves what it came from as it was", () => {
    const back = marked(national, ["2026-10-01"], undefined);
    expect(back.special.has("2026-10-01")).toBe(false);
    expect(national.special.get("2026-10-01")).toEqual({ kind: "holiday", name: "国庆节" });
  });

  it("is written in order and reads back", () => {
    const written = writeCalendar(national);
    expect(written.days?.map((day) => day.date)).toEqual(["2026-09-20", ...daysBetween("2026-10-01", "2026-10-07"), "2026-10-10"]);
    expect(same(readCalendar({ weekdays: written.weekdays, days: written.days ?? [], rev: 3 }), national)).toBe(true);
    expect(same(usual, national)).toBe(false);
  });

  it("lays out months from Monday", () => {
    const [january, february] = monthsOf(2026);
    expect(january?.days.slice(0, 4)).toEqual([undefined, undefined, undefined, "2026-01-01"]);
    expect(february?.days).toHaveLength(6 + 28);
    expect(monthsOf(2024)[1]?.days.at(-1)).toBe("2024-02-29");
  });

  it("tells days that follow each other as one", () => {
    expect(stretchesOf(national, 2026)).toEqual([
      { from: "2026-09-20", to: "2026-09-20", days: 1, kind: "working", name: "国庆调休" },
      { from: "2026-10-01", to: "2026-10-07", days: 7, kind: "holiday", name: "国庆节" },
      { from: "2026-10-10", to: "2026-10-10", days: 1, kind: "working", name: "国庆调休" },
    ]);
    expect(stretchesOf(national, 2027)).toEqual([]);
  });

  it("counts what is worked", () => {
    expect(workedIn(usual, 2026)).toBe(261);
    expect(workedIn(national, 2026)).toBe(261 - 5 + 2);
  });
});
