// The filter of a list as it stands in the address: comparisons that all hold.

import type { FilterOp } from "@/form";

export interface Leaf {
  field: string;
  op: FilterOp;
  value?: unknown;
}

export function takesNothing(op: FilterOp): boolean {
  return op === "empty" || op === "notEmpty";
}

/** Whether a comparison has all the values that it takes. */
export function isComplete({ op, value }: Leaf): boolean {
  if (takesNothing(op)) return true;
  if (op === "between") return Array.isArray(value) && value.length === 2 && value.every((v) => v != null && v !== "");
  if (op === "in" || op === "notIn") return Array.isArray(value) && value.length > 0;
  return value !== undefined && value !== null && value !== "";
}

/** What stands in the address; anything else there is nobody's filter and counts as none. */
export function readFilter(text: string | null): Leaf[] {
  if (!text) return [];
  try {
    const tree = JSON.parse(text) as { and?: unknown };
    if (!Array.isArray(tree.and)) return [];
    return tree.and.filter((l): l is Leaf => typeof l === "object" && l !== null && "field" in l && "op" in l);
  } catch {
    return [];
  }
}

export function writeFilter(leaves: Leaf[]): string | undefined {
  return leaves.length > 0 ? JSON.stringify({ and: leaves }) : undefined;
}
