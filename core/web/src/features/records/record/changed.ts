// What differs between two states of a record's data. A field that was emptied is sent as null.

import type { FormData } from "@/form";

export function changedOf(before: FormData, after: FormData): FormData {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changes: FormData = {};
  for (const key of keys) {
    const [old, now] = [before[key] ?? null, after[key] ?? null];
    if (JSON.stringify(old) !== JSON.stringify(now)) changes[key] = now;
  }
  return changes;
}
