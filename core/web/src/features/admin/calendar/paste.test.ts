import { describe, expect, it } from "vitest";
import { readPasted, replacedBy } from "./paste";

const faultsOf = (text: string) => readPasted(text).faults.map(({ line, why }) => [line, why]);

describe("pasted days", () => {
  it("reads what tables and notices look like", () => {
    const text = ["日期,名称,类型", "2026-10-01,国庆节,节假日", "2026/10/2\t国庆节\t放假", "", "2026年10月10日，国庆调休，上班", '2026.12.31,"New Year, eve",off'].join("\r\n");
    const { days, faults } = readPasted(text);
    expect(faults).toEqual([]);
    expect([...days]).toEqual([
      ["2026-10-01", { kind: "holiday", name: "国庆节" }],
      ["2026-10-02", { kind: "holiday", name: "国庆节" }],
      ["2026-10-10", { kind: "working", name: "国庆调休" }],
      ["2026-12-31", { kind: "holiday", name: "New Year, eve" }],
    ]);
  });

  it("reads a stretch of days and takes a day without a kind as a holiday", () => {
    expect([...readPasted("2026-10-01~2026-10-03, National Day").days.keys()]).toEqual(["2026-10-01", "2026-10-02", "2026-10-03"]);
    expect(readPasted("2026-09-30至2026-10-01").days.get("2026-10-01")).toEqual({ kind: "holiday", name: "" });
  });

  it("tells what cannot be by its line", () => {
    const text = ["2026-02-29,x", "1999-12-31,x", "tomorrow,x", "2026-10-01,x,maybe", `2026-10-02,${"节".repeat(41)}`, "2026-10-03,a", "2026-10-03,b", "2026-10-07~2026-10-01,x", "2026-01-01~2026-12-31,x"].join("\n");
    expect(faultsOf(text)).toEqual([[1, "date"], [2, "date"], [3, "date"], [4, "kind"], [5, "name"], [7, "twice"], [8, "date"], [9, "range"]]);
    expect(readPasted(text).days.size).toBe(1);
  });

  it("does not fill a calendar over its brim", () => {
    const days = Array.from({ length: 2001 }, (_, n) => new Date(Date.UTC(2020, 0, 1 + n)).toISOString().slice(0, 10));
    expect(faultsOf(days.join("\n"))).toEqual([[1, "tooMany"]]);
  });

  it("tells which days would become something else", () => {
    const special = new Map([
      ["2026-10-01", { kind: "holiday", name: "国庆节" } as const],
      ["2026-10-02", { kind: "working", name: "" } as const],
    ]);
    const { days } = readPasted("2026-10-01~2026-10-03,国庆节,节假日");
    expect(replacedBy({ weekdays: [1], special }, days)).toEqual([["2026-10-02", { kind: "working", name: "" }]]);
  });
});
