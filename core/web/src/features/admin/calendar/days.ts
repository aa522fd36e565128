/** The company's calendar as it is edited: the days that differ from the week, by day. Pure. */
import dayjs from "dayjs";
import type { Schemas } from "@/api";

export type Kind = Schemas["DayKind"];

export interface Special {
  kind: Kind;
  name: string;
}

export interface Draft {
  /** 1 for Monday to 7 for Sunday, in order. */
  weekdays: number[];
  special: ReadonlyMap<string, Special>;
}

/** As the server bounds them. */
export const FIRST_YEAR = 2000;
export const LAST_YEAR = 2100;
export const SPECIAL_MAX = 2000;
export const NAME_MAX_CHARS = 40;

const DAY = "YYYY-MM-DD";
const WEEK = 7;

export function readCalendar(info: Schemas["WorkCalendarInfo"]): Draft {
  return { weekdays: info.weekdays, special: new Map(info.days.map(({ date, kind, name = "" }) => [date, { kind, name }])) };
}

export function writeCalendar({ weekdays, special }: Draft): Schemas["SaveWorkCalendar"] {
  return { weekdays, days: [...special].sort(([a], [b]) => (a < b ? -1 : 1)).map(([date, { kind, name }]) => ({ date, kind, name: name.trim() })) };
}

export const same = (a: Draft, b: Draft) => JSON.stringify(writeCalendar(a)) === JSON.stringify(writeCalendar(b));

/** 1 for Monday to 7 for Sunday. */
export const weekdayOf = (day: string) => dayjs(day).day() || WEEK;

export function isWorked({ weekdays, special }: Draft, day: string): boolean {
  const own = special.get(day);
  return own ? own.kind === "working" : weekdays.includes(weekdayOf(day));
}

/** Every day from one to another, whichever comes first. */
export function daysBetween(one: string, other: string): string[] {
  const [first, last] = one < other ? [one, other] : [other, one];
  const count = dayjs(last).diff(dayjs(first), "day") + 1;
  return Array.from({ length: count }, (_, n) => dayjs(first).add(n, "day").format(DAY));
}

export const dayAfter = (day: string, by: number) => dayjs(day).add(by, "day").format(DAY);

/** Some days made what they are to be; nothing for days like any other. */
export function marked(draft: Draft, days: string[], to: Special | undefined): Draft {
  const special = new Map(draft.special);
  for (const day of days) {
    if (to) special.set(day, to);
    else special.delete(day);
  }
  return { ...draft, special };
}

/** The days of a year month by month, each month led by so many empty places that weeks begin on Mondays. */
export function monthsOf(year: number): { month: string; days: (string | undefined)[] }[] {
  return Array.from({ length: 12 }, (_, index) => {
    const first = dayjs(`${year}-${String(index + 1).padStart(2, "0")}-01`);
    const before = weekdayOf(first.format(DAY)) - 1;
    const days = Array.from({ length: first.daysInMonth() }, (__, n) => first.add(n, "day").format(DAY));
    return { month: first.format("YYYY-MM"), days: [...Array.from({ length: before }, () => undefined), ...days] };
  });
}

export interface Stretch extends Special {
  from: string;
  to: string;
  days: number;
}

/** The special days of a year, those that follow each other and are the same thing told as one. */
export function stretchesOf({ special }: Draft, year: number): Stretch[] {
  const all: Stretch[] = [];
  for (const [day, { kind, name }] of [...special].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (Number(day.slice(0, 4)) !== year) continue;
    const last = all.at(-1);
    if (last && last.kind === kind && last.name === name && dayAfter(last.to, 1) === day) {
      last.to = day;
      last.days += 1;
    } else all.push({ from: day, to: day, days: 1, kind, name });
  }
  return all;
}

export function workedIn(draft: Draft, year: number): number {
  return daysBetween(`${year}-01-01`, `${year}-12-31`).filter((day) => isWorked(draft, day)).length;
}
