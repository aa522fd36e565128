import { expect, it } from "vitest";
import type { WorkItem } from "../queries";
import { daysOf, monthFilter, trayFilter } from "./calendarAsked";

const narrowing = { beyond: undefined, leaves: [{ field: "$status", op: "eq" as const, value: "todo" }] };
const item = (start: string | null, due: string | null) => ({ start, due, createdAt: "2026-11-21T17:00:00Z", fields: { tested: "2026-11-09" } }) as unknown as WorkItem;

it("asks for what reaches into the month, and keeps what narrows the list", () => {
  expect(JSON.parse(monthFilter(narrowing, "$due", "2026-10-26", "2026-12-06") ?? "")).toEqual({
    and: [
      {
        or: [
          { field: "$start", op: "le", value: "2026-12-06" },
          {
            and: [
              { field: "$start", op: "empty" },
              { field: "$due", op: "le", value: "2026-12-06" },
            ],
          },
        ],
      },
      { field: "$status", op: "eq", value: "todo" },
      { field: "$due", op: "ge", value: "2026-10-26" },
    ],
  });
  expect(JSON.parse(monthFilter(narrowing, "tested", "2026-10-26", "2026-12-06") ?? "").and.at(-1)).toEqual({ field: "tested", op: "between", value: ["2026-10-26", "2026-12-06"] });
  expect(JSON.parse(trayFilter(narrowing, "$due") ?? "").and).toHaveLength(3);
});

it("lets an item stand from its first to its due day", () => {
  expect(daysOf(item("2026-11-03", "2026-11-05"), "$due")).toEqual(["2026-11-03", "2026-11-05"]);
  expect(daysOf(item(null, "2026-11-05"), "$due")).toEqual(["2026-11-05", "2026-11-05"]);
  expect(daysOf(item("2026-11-03", null), "$due")).toBeUndefined();
  expect(daysOf(item("2026-11-03", null), "$start")).toEqual(["2026-11-03", "2026-11-03"]);
  expect(daysOf(item(null, null), "tested")).toEqual(["2026-11-09", "2026-11-09"]);
});
