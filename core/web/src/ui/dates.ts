// Instants and days for reading: short where the year is plain, relative words only for yesterday to tomorrow.
import type dayjs from "dayjs";
import { inZone, nowInZone } from "./zone";

export interface DateWords {
  today: string;
  yesterday: string;
  tomorrow: string;
}

/** `11-18 09:12`; another year's with the year; near days by their word. */
export function shortDateTime(instant: string, words: DateWords, now: dayjs.Dayjs = nowInZone()): string {
  const at = inZone(instant);
  return `${dayWord(at, words, now)} ${at.format("HH:mm")}`;
}

/** `11-18`, `2025-11-18`, `昨天`. */
export function shortDay(instant: string, words: DateWords, now: dayjs.Dayjs = nowInZone()): string {
  return dayWord(inZone(instant), words, now);
}

function dayWord(at: dayjs.Dayjs, words: DateWords, now: dayjs.Dayjs): string {
  const days = at.startOf("day").diff(now.startOf("day"), "day");
  if (days === 0) return words.today;
  if (days === -1) return words.yesterday;
  if (days === 1) return words.tomorrow;
  return at.format(at.year() === now.year() ? "MM-DD" : "YYYY-MM-DD");
}

export function fullDateTime(instant: string): string {
  return inZone(instant).format("YYYY-MM-DD HH:mm:ss");
}

export type Urgency = "overdue" | "today" | "later";

/** Due times into three groups; what has none comes later. */
export function urgencyOf(dueAt: string | null | undefined, now: dayjs.Dayjs = nowInZone()): Urgency {
  if (!dueAt) return "later";
  const due = inZone(dueAt);
  if (due.isBefore(now)) return "overdue";
  return due.isSame(now, "day") ? "today" : "later";
}
