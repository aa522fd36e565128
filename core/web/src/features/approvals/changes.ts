// What a person changed in a document, as the update that the server wants.

/** The top-level fields of `after` that differ from `before`. */
export function changedFields(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, unknown> | undefined {
  const changed = Object.entries(after).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key]));
  return changed.length > 0 ? Object.fromEntries(changed) : undefined;
}

/** One's own changes over `base`, carried over to what the document says now. */
export function rebased(base: Record<string, unknown>, mine: Record<string, unknown>, now: Record<string, unknown>): Record<string, unknown> {
  return { ...now, ...changedFields(base, mine) };
}
