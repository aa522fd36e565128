/** Two states of a thing as the properties that differ. Pure. */
export interface Difference {
  name: string;
  before: string;
  after: string;
}

export function differences(before: unknown, after: unknown): Difference[] {
  const left = flat(before);
  const right = flat(after);
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((name): Difference[] => {
    const [a, b] = [left.get(name) ?? "", right.get(name) ?? ""];
    return a === b ? [] : [{ name, before: a, after: b }];
  });
}

/** Objects are opened one level at a time; lists and values are told as they are. */
function flat(value: unknown, prefix = "", into = new Map<string, string>()): Map<string, string> {
  if (value === null || value === undefined) return into;
  if (typeof value === "object" && !Array.isArray(value)) {
    for (const [name, inner] of Object.entries(value)) flat(inner, prefix ? `${prefix}.${name}` : name, into);
  } else into.set(prefix, typeof value === "string" ? value : JSON.stringify(value));
  return into;
}
