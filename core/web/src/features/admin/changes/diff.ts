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
    const [a, b] = [left.get(name), right.get(name)];
    if (JSON.stringify(a) === JSON.stringify(b)) return [];
    const [was, is] = Array.isArray(a) && Array.isArray(b) ? onlyIn(a, b) : [a, b];
    const [told, now] = [text(was), text(is)];
    return told === "" && now === "" ? [] : [{ name, before: told, after: now }];
  });
}

/** Objects are opened one level at a time; lists and values are told as they are. */
function flat(value: unknown, prefix = "", into = new Map<string, unknown>()): Map<string, unknown> {
  if (value === null || value === undefined) return into;
  if (typeof value === "object" && !Array.isArray(value)) {
    for (const [name, inner] of Object.entries(value)) flat(inner, prefix ? `${prefix}.${name}` : name, into);
  } else into.set(prefix, value);
  return into;
}

/** What came and went of a list; all of it where only the order differs. */
function onlyIn(a: unknown[], b: unknown[]): [unknown[], unknown[]] {
  const missing = (list: unknown[], other: unknown[]) => {
    const rest = other.map((item) => JSON.stringify(item));
    return list.filter((item) => {
      const at = rest.indexOf(JSON.stringify(item));
      if (at >= 0) rest.splice(at, 1);
      return at < 0;
    });
  };
  const [gone, come] = [missing(a, b), missing(b, a)];
  return gone.length + come.length > 0 ? [gone, come] : [a, b];
}

/** A value for reading: an item of a list on each line, an object as its properties. */
function text(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(inLine).join("\n");
  return inLine(value);
}

function inLine(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value);
  return Object.entries(value)
    .flatMap(([name, inner]) => (inner === null || inner === undefined ? [] : [`${name} ${typeof inner === "string" ? inner : JSON.stringify(inner)}`]))
    .join(" · ");
}
