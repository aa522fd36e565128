/** What differs from the settings as they were loaded: the rest may have been changed by somebody else meanwhile. */
export function changed<V extends object>(before: V, values: { [K in keyof V]?: V[K] }): Partial<V> {
  const entries = Object.entries(values) as [keyof V, V[keyof V]][];
  return Object.fromEntries(entries.filter(([key, value]) => value !== before[key])) as Partial<V>;
}

/** What somebody entered over `base`, now that others have saved `latest`: what they left alone follows, what they
 * entered stays. `both` when something was changed by both, and differently. */
export function merged<V extends object>(base: V, latest: V, entered: V): { values: V; both: boolean } {
  const own = changed(base, entered);
  const theirs = changed(base, latest);
  const both = Object.keys(own).some((key) => key in theirs && own[key as keyof V] !== theirs[key as keyof V]);
  return { values: { ...latest, ...own }, both };
}
