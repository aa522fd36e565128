// Which items a month of the calendar shows, and on which days they stand.
import type { Leaf, Settings } from "@/list";
import { filterOf } from "@/list";
import { daysOfValue } from "@/list/calendar/days";
import type { WorkItem } from "../queries";
import { DUE } from "./choices";

type Narrowing = Pick<Settings, "beyond" | "leaves">;

/** What has something to do with the days from the first to the last. */
export function monthFilter({ beyond, leaves }: Narrowing, by: string, first: string, last: string): string | undefined {
  if (by !== DUE) return filterOf({ beyond, leaves }, { field: by, op: "between", value: [first, last] });
  const begun: Leaf = { field: "$start", op: "le", value: last };
  const single = { and: [{ field: "$start", op: "empty" } as Leaf, { field: DUE, op: "le", value: last } as Leaf] };
  const span = { or: [begun, single] };
  return filterOf({ beyond: [...(beyond ?? []), span as never], leaves }, { field: DUE, op: "ge", value: first });
}

/** What is to be done and has no day. */
export function trayFilter(narrowing: Narrowing, by: string): string | undefined {
  return filterOf(narrowing, { field: by, op: "empty" }, { field: "$category", op: "ne", value: "done" });
}

/** From the first to the due day; one day for everything else. */
export function daysOf(item: WorkItem, by: string): [string, string] | undefined {
  if (by === DUE) {
    if (!item.due) return undefined;
    return [item.start && item.start < item.due ? item.start : item.due, item.due];
  }
  if (by === "$start") return item.start ? [item.start, item.start] : undefined;
  if (by === "$createdAt" || by === "$updatedAt") return daysOfValue(by === "$createdAt" ? item.createdAt : item.updatedAt, "date");
  return daysOfValue(item.fields[by], "date");
}
