// What a view keeps of a list, as the page handles it, and how it stands in the address: what is not there is as the
// view says, what is there and empty has been taken away.

import type { Schemas } from "@/api";
import { readFilter, writeFilter, type Leaf } from "../filter/filter";

export type Layout = Schemas["ViewLayout"];
export const LAYOUTS: readonly Layout[] = ["table", "board", "calendar", "gallery"];

export interface Settings {
  layout: Layout;
  leaves: Leaf[];
  /** Conditions that chips cannot show, such as alternatives; they hold beside the chips. */
  beyond: Schemas["Filter"][] | undefined;
  /** `-amount`; empty for the list's own order. */
  sort: string;
  /** Empty for the list's own choice. */
  columns: string[];
  groupBy: string;
  dateField: string;
  coverField: string;
  /** The one type of work items shown; empty for all, and in lists that know no types. */
  itemType: string;
}

export const NO_SETTINGS: Settings = { layout: "table", leaves: [], beyond: undefined, sort: "", columns: [], groupBy: "", dateField: "", coverField: "", itemType: "" };

/** The parts that stand in the address, by their names there. */
const PLACES = { layout: "layout", leaves: "filter", sort: "sort", columns: "columns", groupBy: "group", dateField: "date", coverField: "cover", itemType: "type" } as const;
type Part = keyof typeof PLACES;
const PARTS = Object.keys(PLACES) as Part[];

function written(settings: Settings, part: Part): string {
  if (part === "leaves") return writeFilter(settings.leaves) ?? "";
  if (part === "columns") return settings.columns.join(",");
  return settings[part];
}

function read(part: Part, text: string): Partial<Settings> {
  if (part === "leaves") return { leaves: readFilter(text) };
  if (part === "columns") return { columns: text.split(",").filter(Boolean) };
  if (part === "layout") return LAYOUTS.includes(text as Layout) ? { layout: text as Layout } : {};
  return { [part]: text };
}

/** What is asked for: the view's settings, and over them what the address says. */
export function settingsAt(base: Settings, address: URLSearchParams): Settings {
  const over = PARTS.map((part) => {
    const text = address.get(PLACES[part]);
    return text === null ? {} : read(part, text);
  });
  return Object.assign({}, base, ...over) as Settings;
}

/** The address after a change; what is as the view says needs no place in it. */
export function addressWith(address: URLSearchParams, base: Settings, change: Partial<Settings>): URLSearchParams {
  const next = new URLSearchParams(address);
  const changed = { ...settingsAt(base, address), ...change };
  for (const part of PARTS) {
    const text = written(changed, part);
    if (text === written(base, part)) next.delete(PLACES[part]);
    else next.set(PLACES[part], text);
  }
  return next;
}

/** The address without what differs from the view. */
export function addressWithout(address: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(address);
  for (const part of PARTS) next.delete(PLACES[part]);
  return next;
}

export function differ(one: Settings, other: Settings): boolean {
  return PARTS.some((part) => written(one, part) !== written(other, part));
}

const isLeaf = (filter: object): filter is Leaf => "field" in filter && "op" in filter;

/** The settings of a view as the server tells them; what it leaves out is not there. */
export function fromServer(told: Partial<Schemas["ViewSettings"]>): Settings {
  const filter = told.filter ?? undefined;
  const parts = !filter ? [] : "and" in filter ? filter.and : [filter];
  const rest = parts.filter((part) => !isLeaf(part));
  return {
    layout: told.layout ?? "table",
    leaves: parts.filter(isLeaf),
    beyond: rest.length > 0 ? rest : undefined,
    sort: told.sort ?? "",
    columns: told.columns ?? [],
    groupBy: told.groupBy ?? "",
    dateField: told.dateField ?? "",
    coverField: told.coverField ?? "",
    itemType: told.itemType ?? "",
  };
}

/** All comparisons as one filter, in the form in which lists are asked. */
export function filterOf({ beyond, leaves }: Pick<Settings, "beyond" | "leaves">, ...more: Leaf[]): string | undefined {
  const all = [...leaves, ...more];
  if (!beyond) return writeFilter(all);
  return JSON.stringify({ and: [...beyond, ...all] });
}

export function toServer(settings: Settings): Schemas["ViewSettings"] {
  const filter = filterOf(settings);
  return {
    layout: settings.layout,
    columns: settings.columns,
    filter: filter ? (JSON.parse(filter) as Schemas["Filter"]) : null,
    sort: settings.sort || null,
    groupBy: settings.groupBy || null,
    dateField: settings.dateField || null,
    coverField: settings.coverField || null,
    itemType: settings.itemType || null,
  };
}
