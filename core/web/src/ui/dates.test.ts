import dayjs from "dayjs";
import { describe, expect, it } from "vitest";
import { shortDateTime, shortDay, urgencyOf } from "./dates";

const words = { today: "今天", yesterday: "昨天", tomorrow: "明天" };
const now = dayjs("2026-11-19T10:00:00");

describe("dates for reading", () => {
  it.each([
    ["2026-11-19T09:05:00", "今天 09:05"],
    ["2026-11-18T23:59:00", "昨天 23:59"],
    ["2026-11-20T00:00:00", "明天 00:00"],
    ["2026-11-10T08:00:00", "11-10 08:00"],
    ["2025-11-10T08:00:00", "2025-11-10 08:00"],
  ])("shows %s as %s", (instant, text) => {
    expect(shortDateTime(instant, words, now)).toBe(text);
  });

  it("shows the day alone", () => {
    expect(shortDay("2026-11-20T18:00:00", words, now)).toBe("明天");
  });

  it.each([
    [undefined, "later"],
    ["2026-11-19T09:59:59", "overdue"],
    ["2026-11-19T18:00:00", "today"],
    ["2026-11-20T18:00:00", "later"],
  ] as const)("groups what is due at %s as %s", (due, urgency) => {
    expect(urgencyOf(due, now)).toBe(urgency);
  });
});
