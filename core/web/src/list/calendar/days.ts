// The days of a calendar and which records stand on them. Days are texts such as 2026-11-22: they compare as they are
// written, and no time zone can move them.

import dayjs from "dayjs";
import type { FieldTypeName } from "@/form";
import { inZone } from "@/ui";

export const DAY = "YYYY-MM-DD";
const MONTH = "YYYY-MM";
const WEEK = 7;
/** A range that began longer ago than this is not looked for. */
export const LEAD_DAYS = 31;

/** The weeks that a month touches, from Monday to Sunday. */
export function weeksOf(month: string): string[][] {
  const first = dayjs(`${month}-01`);
  const before = (first.day() + WEEK - 1) % WEEK;
  const count = Math.ceil((before + first.daysInMonth()) / WEEK);
  return Array.from({ length: count }, (_, week) => Array.from({ length: WEEK }, (__, day) => first.add(week * WEEK + day - before, "day").format(DAY)));
}

export function isMonth(text: string | null): text is string {
  return text !== null && /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

export function monthAfter(month: string, by: number): string {
  return dayjs(`${month}-01`).add(by, "month").format(MONTH);
}

export function daysBefore(day: string, count: number): string {
  return dayjs(day).subtract(count, "day").format(DAY);
}

/** Whether any of those days, from the first to the last, lies in the month. */
export function touchesMonth([from, until]: readonly [string, string], month: string): boolean {
  return from.slice(0, month.length) <= month && until.slice(0, month.length) >= month;
}

/** From which to which day a value reaches; both the same unless it is a range. */
export function daysOfValue(value: unknown, type: FieldTypeName): [string, string] | undefined {
  if (type === "dateRange") {
    const { start, end } = (value ?? {}) as { start?: string; end?: string };
    return start ? [start, end !== undefined && end > start ? end : start] : undefined;
  }
  if (typeof value !== "string" || value === "") return undefined;
  // An instant is on the day that the company's clocks show.
  const day = type === "date" && value.length === DAY.length ? value : inZone(value).format(DAY);
  return [day, day];
}

/** The rows of each day from the first to the last shown, in the order given. */
export function rowsByDay<Row>(rows: Row[], reach: (row: Row) => [string, string] | undefined, [first, last]: [string, string]): Map<string, Row[]> {
  const days = new Map<string, Row[]>();
  for (const row of rows) {
    const span = reach(row);
    if (!span) continue;
    const end = span[1] < last ? span[1] : last;
    for (let day = span[0] > first ? span[0] : first; day <= end; day = dayjs(day).add(1, "day").format(DAY)) {
      const there = days.get(day);
      if (there) there.push(row);
      else days.set(day, [row]);
    }
  }
  return days;
}
