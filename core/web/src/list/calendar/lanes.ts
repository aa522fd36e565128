// Which line of its days an entry takes: the same on every day of a week, so that it reads as one bar.

import type { Entry } from "./entry";

/** The entries of each day of a week by line; empty places stay undefined. */
export function lanesOfWeek<E extends Pick<Entry, "days">>(entries: E[], week: string[]): (E | undefined)[][] {
  const first = week[0] ?? "";
  const last = week.at(-1) ?? "";
  const touching = entries.filter(({ days: [from, to] }) => from <= last && to >= first);
  // What ends in the week comes first, spans before single days, which fit the gaps; what only passes through comes last.
  // The given order decides among equals.
  const isLong = ({ days: [from, to] }: E) => from !== to;
  const rank = (entry: E) => (entry.days[1] > last ? 2 : isLong(entry) ? 0 : 1);
  const ordered = [...touching].sort((a, b) => rank(a) - rank(b) || (isLong(a) && isLong(b) ? a.days[0].localeCompare(b.days[0]) : 0));
  const lines: (E | undefined)[][] = week.map(() => []);
  for (const entry of ordered) {
    const taken = week.flatMap((day, at) => (entry.days[0] <= day && day <= entry.days[1] ? [at] : []));
    let lane = 0;
    while (taken.some((at) => lines[at]?.[lane] !== undefined)) lane += 1;
    for (const at of taken) {
      const day = lines[at];
      if (!day) continue;
      while (day.length < lane) day.push(undefined);
      day[lane] = entry;
    }
  }
  return lines;
}
