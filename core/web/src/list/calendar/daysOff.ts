// What a company's working calendar says of a day: that it is off, or that it is worked although its week says off
// (调休). Pure.

import dayjs from "dayjs";
import type { Schemas } from "@/api";

export interface DayMark {
  kind: "off" | "work";
  /** What the calendar calls the day, such as a holiday; empty for a day that is off as every week. */
  name: string;
  /** Whether the calendar names the day itself, and not only its day of the week. */
  special: boolean;
}

export type MarkOf = (day: string) => DayMark | undefined;

const SUNDAY = 7;
/** As long as the calendar is not known nothing is said of any day. */
export const NO_MARKS: MarkOf = () => undefined;

/** The mark of each day; none for a day that is worked as usual. */
export function marksOf({ weekdays, days }: Schemas["WorkCalendarInfo"]): MarkOf {
  const special = new Map(days.map((day) => [day.date, day]));
  return (day) => {
    const own = special.get(day);
    const usual = weekdays.includes(dayjs(day).day() || SUNDAY);
    if (own?.kind === "holiday") return { kind: "off", name: own.name ?? "", special: true };
    if (own) return usual ? undefined : { kind: "work", name: own.name ?? "", special: true };
    return usual ? undefined : { kind: "off", name: "", special: false };
  };
}

/** Whether a day of a row of days begins what its mark says: those that follow it need not say the name again. */
export function begins(markOf: MarkOf, day: string, row: string[]): boolean {
  const before = row[row.indexOf(day) - 1];
  if (before === undefined) return true;
  const [last, mark] = [markOf(before), markOf(day)];
  return last?.kind !== mark?.kind || last?.name !== mark?.name;
}
