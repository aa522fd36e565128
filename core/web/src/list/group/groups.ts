// The groups of a list's rows by the values of a field. Each is a list of its own that the server narrows, orders and
// counts: rows of several pages sorted into heaps would give each heap a wrong number.

import type { Leaf } from "../filter/filter";

export interface Group {
  id: string;
  label: string;
  /** What narrows the list to this group. */
  leaves: Leaf[];
}

export interface GroupValue {
  value: string;
  label: string;
}

export interface GroupWords {
  /** Of the rows without a value; absent where there are none. */
  none?: string;
  /** Of the rows whose value is none of those given. */
  others: string;
}

/** Values with a group of their own: those beyond are among the others. The server takes twice as many in one filter. */
export const GROUPS_MAX = 100;
const NONE = "none";
const OTHERS = "others";

/** A group for each value in the order given, then what has another value, then what has none: each row stands in one. */
export function groupsBy(key: string, values: GroupValue[], { none, others }: GroupWords): Group[] {
  const own = values.slice(0, GROUPS_MAX);
  const known = own.map((one) => one.value);
  const beyond: Leaf[] = [...(known.length > 0 ? [{ field: key, op: "notIn" as const, value: known }] : []), { field: key, op: "notEmpty" }];
  return [
    ...own.map(({ value, label }) => ({ id: `is:${value}`, label, leaves: [{ field: key, op: "eq" as const, value }] })),
    { id: OTHERS, label: others, leaves: beyond },
    ...(none === undefined ? [] : [{ id: NONE, label: none, leaves: [{ field: key, op: "empty" as const }] }]),
  ];
}
