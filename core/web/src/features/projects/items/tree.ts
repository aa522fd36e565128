// Work items in their hierarchy as rows one below the other.
import type { WorkItem } from "../queries";

export interface PlacedItem {
  item: WorkItem;
  /** 0 for a root. */
  depth: number;
  /** Whether what stands below is shown; absent where nothing does. */
  open?: boolean;
}

/** Roots in their order, below each what stands below it, unless it is closed. */
export function arranged(roots: WorkItem[], below: WorkItem[], closed: ReadonlySet<string>): PlacedItem[] {
  const children = new Map<string, WorkItem[]>();
  for (const item of below) {
    const parent = item.parent?.id;
    if (parent) children.set(parent, [...(children.get(parent) ?? []), item]);
  }
  const rows: PlacedItem[] = [];
  const seen = new Set<string>();
  const place = (item: WorkItem, depth: number) => {
    // Two answers may tell of an item at two places while it moves.
    if (seen.has(item.id)) return;
    seen.add(item.id);
    const open = !closed.has(item.id);
    rows.push(item.children > 0 ? { item, depth, open } : { item, depth });
    if (open) for (const child of children.get(item.id) ?? []) place(child, depth + 1);
  };
  for (const root of roots) place(root, 0);
  return rows;
}
