// The first rows of a list in one answer, however many pages of the server they fill: asked for anew they stay whole,
// whatever was inserted or taken away between them.

import type { Refs } from "@/form";
import { mergedRefs } from "../refs";

/** Rows of one page at most, as the server allows. */
const MOST_ROWS = 500;
/** How many rows of a group are shown, step by step; then as many more as one page has. */
const STEPS = [50, 200, MOST_ROWS] as const;
export const FIRST_ROWS = STEPS[0];

export function nextLimit(limit: number): number {
  return STEPS.find((step) => step > limit) ?? limit + MOST_ROWS;
}

export interface PageOfRows<Row> {
  items: Row[];
  refs: Refs;
  next?: string | null;
  total?: number | null;
  totalCapped?: boolean | null;
}

export interface PageAsked {
  limit: number;
  cursor?: string;
  total?: true;
}

export async function upTo<Row>(limit: number, ask: (query: PageAsked) => Promise<PageOfRows<Row>>): Promise<PageOfRows<Row>> {
  let all = await ask({ limit: Math.min(limit, MOST_ROWS), total: true });
  while (all.items.length < limit && all.next) {
    const page = await ask({ limit: Math.min(limit - all.items.length, MOST_ROWS), cursor: all.next });
    all = { ...all, items: [...all.items, ...page.items], refs: mergedRefs([all.refs, page.refs]), next: page.next ?? null };
  }
  return all;
}
