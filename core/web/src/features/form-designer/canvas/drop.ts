// Where a dragged field would land.

import type { Field } from "@/form";

export interface Rect {
  left: number;
  top: number;
  width: number;
  height: number;
}

export type Target = { at: number } | { into: string };

/** The outer quarters of a table put beside it, the middle puts into it. */
const EDGE = 0.25;

/** By the place of the pointer over a field: before it, after it, or into it when it is a table that takes the type. */
export function targetOver(
  fields: Field[],
  overKey: string,
  rect: Rect,
  x: number,
  y: number,
  asColumn: boolean,
): Target | undefined {
  const index = fields.findIndex((f) => f.key === overKey);
  const field = fields[index];
  if (!field) return undefined;
  const [right, down] = [(x - rect.left) / rect.width, (y - rect.top) / rect.height];
  if (field.type === "detail" && asColumn && down > EDGE && down < 1 - EDGE) return { into: field.key };
  const half = field.width !== "full" && field.type !== "section" && field.type !== "hint";
  return { at: (half ? right : down) < 0.5 ? index : index + 1 };
}

/** The index after taking the field out of its old place first. */
export function landing(from: number, at: number): number {
  return at > from ? at - 1 : at;
}
