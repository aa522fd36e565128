// Calendar days such as a due day: `2026-11-21` without a time, in nobody's time zone.
import dayjs from "dayjs";
import { type DateWords, nowInZone, type Urgency } from "@/ui";

const DAY = "YYYY-MM-DD";

/** How a due day stands today, by the company's calendar. */
export function dayUrgency(day: string, now: dayjs.Dayjs = nowInZone()): Urgency {
  const today = now.format(DAY);
  return day < today ? "overdue" : day === today ? "today" : "later";
}

/** Days that have passed since then. */
export function daysPast(day: string, now: dayjs.Dayjs = nowInZone()): number {
  return dayjs(now.format(DAY)).diff(dayjs(day), "day");
}

/** `11-18`, `2025-11-18`, 今天. */
export function dayText(day: string, words: DateWords, now: dayjs.Dayjs = nowInZone()): string {
  const passed = daysPast(day, now);
  if (passed === 0) return words.today;
  if (passed === 1) return words.yesterday;
  if (passed === -1) return words.tomorrow;
  return day.startsWith(now.format("YYYY")) ? day.slice(5) : day;
}
