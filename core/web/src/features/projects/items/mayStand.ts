// Whether an item of a type may stand below one of another, or below nothing.
import type { WorkItemType } from "../queries";

export function mayStand(type: Pick<WorkItemType, "root" | "parents">, parentType: string | undefined): boolean {
  if (parentType === undefined) return type.root;
  return !type.parents || type.parents.includes(parentType);
}
