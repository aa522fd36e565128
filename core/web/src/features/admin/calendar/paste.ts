/** Special days pasted as lines of date, name and kind, from a table or a notice. Each line that cannot be is told by its
 * number. Pure. */
import { type Draft, FIRST_YEAR, type Kind, LAST_YEAR, NAME_MAX_CHARS, type Special, SPECIAL_MAX, daysBetween } from "./days";

export interface Fault {
  /** From 1. */
  line: number;
  why: "date" | "kind" | "name" | "twice" | "tooMany" | "range";
  /** What stands there. */
  text: string;
}

export interface Pasted {
  days: Map<string, Special>;
  faults: Fault[];
}

/** Days between the first and the last of one line: longer is a slip of the pen. */
const STRETCH_MAX_DAYS = 62;
/** Lines that are looked at: more than fits into a calendar. */
const LINES_MAX = SPECIAL_MAX + 100;
/** Faults that are told: nobody mends more at once. */
export const FAULTS_TOLD = 20;

const KINDS: Record<string, Kind> = {
  节假日: "holiday", 假日: "holiday", 节日: "holiday", 放假: "holiday", 休: "holiday", 休息: "holiday", holiday: "holiday", off: "holiday",
  调休上班: "working", 调休: "working", 上班: "working", 补班: "working", 班: "working", 工作日: "working", working: "working", work: "working",
};
const BETWEEN = /[~～〜至到]|\.\.\.?|–|—/;
const HEAD = /^(日期|date|day)$/i;

export function readPasted(text: string): Pasted {
  const days = new Map<string, Special>();
  const faults: Fault[] = [];
  text.split(/\r\n|\n|\r/).slice(0, LINES_MAX).forEach((raw, index) => {
    const line = index + 1;
    if (raw.trim() === "") return;
    const [date = "", name = "", kind = ""] = cells(raw);
    // A table's own head is not a day.
    if (days.size === 0 && faults.length === 0 && HEAD.test(date)) return;
    const span = readSpan(date);
    const what = kind === "" ? "holiday" : KINDS[kind.toLowerCase()];
    if (!span) faults.push({ line, why: "date", text: date });
    else if (span.length > STRETCH_MAX_DAYS) faults.push({ line, why: "range", text: date });
    else if (!what) faults.push({ line, why: "kind", text: kind });
    else if ([...name].length > NAME_MAX_CHARS) faults.push({ line, why: "name", text: name });
    else {
      const twice = span.find((day) => days.has(day));
      if (twice) faults.push({ line, why: "twice", text: twice });
      else span.forEach((day) => days.set(day, { kind: what, name }));
    }
  });
  if (days.size > SPECIAL_MAX) faults.push({ line: 1, why: "tooMany", text: String(days.size) });
  return { days, faults };
}

/** The cells of a line: apart by a tab, a comma or a semicolon, in either width; in quotes a comma is a comma. */
function cells(line: string): string[] {
  const apart = line.includes("\t") ? "\t" : ",，;；";
  const found: string[] = [""];
  let quoted = false;
  for (const sign of line) {
    if (sign === '"') quoted = !quoted;
    else if (!quoted && apart.includes(sign)) found.push("");
    else found[found.length - 1] += sign;
  }
  return found.map((cell) => cell.trim());
}

/** `2026-10-01`, `2026/10/1`, `2026.10.1`, `2026年10月1日`, and two of them as a stretch. */
function readSpan(text: string): string[] | undefined {
  const parts = text.split(BETWEEN);
  const [from, to] = [readDay(parts[0] ?? ""), readDay(parts[1] ?? parts[0] ?? "")];
  return parts.length <= 2 && from && to && from <= to ? daysBetween(from, to) : undefined;
}

function readDay(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text.trim()) ?? [];
  if (!year || !month || !day || Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR) return undefined;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const isReal = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return isReal ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : undefined;
}

/** The days that a paste would change into something else: what stood there is told before it goes. */
export function replacedBy(draft: Draft, days: ReadonlyMap<string, Special>): [string, Special][] {
  return [...draft.special].filter(([day, was]) => {
    const now = days.get(day);
    return now !== undefined && (now.kind !== was.kind || now.name !== was.name);
  });
}
