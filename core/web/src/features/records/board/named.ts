// Whom a field of people or departments names in a list, however many records it has: a page of them, and as long as
// others name somebody new, a page of those.

import { queryOptions } from "@tanstack/react-query";
import type { Refs } from "@/form";
import { filterOf, type Leaf, mergedRefs, type Settings } from "@/list";
import { type RecordRow, samplePage } from "../queries";
import { namedBy, PEOPLE_MAX } from "./columns";

interface Page {
  items: RecordRow[];
  refs: Refs;
  next?: string | null | undefined;
}

export interface Named {
  /** A row for each who is named. */
  rows: RecordRow[];
  refs: Refs;
  /** Whether there may be more than are looked for. */
  more: boolean;
}

/** Asks for pages of rows that name none of those known until no row is left, or there are more than have a place. */
export async function everybodyNamed(key: string, page: (known: string[]) => Promise<Page>): Promise<Named> {
  const rows = new Map<string, RecordRow>();
  const refs: Refs[] = [];
  for (;;) {
    const known = [...rows.keys()];
    const answer = await page(known);
    refs.push(answer.refs);
    for (const row of answer.items) {
      const id = namedBy(row, key);
      if (id !== undefined && !rows.has(id)) rows.set(id, row);
    }
    const more = answer.next != null;
    if (!more || rows.size === known.length || rows.size > PEOPLE_MAX) return { rows: [...rows.values()], refs: mergedRefs(refs), more };
  }
}

/** Those that a list names by a field. */
export const namedQuery = (formId: string, key: string, settings: Pick<Settings, "beyond" | "leaves">, q: string | undefined) =>
  queryOptions({
    queryKey: ["records", formId, "named", { key, filter: filterOf(settings), q }],
    queryFn: () =>
      everybodyNamed(key, (known) => {
        const others: Leaf[] = known.length > 0 ? [{ field: key, op: "notIn", value: known }, { field: key, op: "notEmpty" }] : [];
        return samplePage(formId, { filter: filterOf(settings, ...others), q, sort: undefined });
      }),
  });
