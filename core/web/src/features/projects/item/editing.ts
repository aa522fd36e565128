// An item's own fields while they are edited.
import type { FormData } from "@/form";
import type { WorkItemDetail } from "../queries";

export interface Editing {
  data: FormData;
  /** The state that the edit began from. */
  base: WorkItemDetail;
}

/** What differs between two states of the fields. A field that was emptied is sent as null. */
export function changedFields(before: FormData, after: FormData): FormData {
  const changes: FormData = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [before[key] ?? null, after[key] ?? null];
    if (JSON.stringify(old) !== JSON.stringify(now)) changes[key] = now;
  }
  return changes;
}
