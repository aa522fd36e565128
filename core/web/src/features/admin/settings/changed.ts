/** What differs from the settings as they were loaded: the rest may have been changed by somebody else meanwhile. */
export function changed<V extends object>(before: V, values: { [K in keyof V]?: V[K] }): Partial<V> {
  const entries = Object.entries(values) as [keyof V, V[keyof V]][];
  return Object.fromEntries(entries.filter(([key, value]) => value !== before[key])) as Partial<V>;
}
