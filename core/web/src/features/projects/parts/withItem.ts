// One item changed wherever a list in memory shows it: in pages that grow, or in one answer.
import type { WorkItem } from "../queries";

interface Rows {
  items: WorkItem[];
}
type Listed = Rows | { pages: Rows[] } | undefined;

export function withItem<T>(list: T, id: string, change: Partial<WorkItem>): T {
  const within = (rows: Rows): Rows =>
    rows.items.some((item) => item.id === id)
      ? { ...rows, items: rows.items.map((item) => (item.id === id ? { ...item, ...change } : item)) }
      : rows;
  const known = list as Listed;
  if (!known) return list;
  return ("pages" in known ? { ...known, pages: known.pages.map(within) } : within(known)) as T;
}

export function findItem(list: unknown, id: string): WorkItem | undefined {
  const known = list as Listed;
  if (!known) return undefined;
  const all = "pages" in known ? known.pages.flatMap((page) => page.items) : known.items;
  return all.find((item) => item.id === id);
}
