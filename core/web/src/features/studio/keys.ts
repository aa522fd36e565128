/** Suggesting a key from a name: Latin letters where there are any, else the kind with the next free number. */
export const KEY_PATTERN = /^[a-z][a-z0-9_-]*$/;
export const KEY_MAX_CHARS = 63;

export function suggestKey(names: (string | undefined)[], kind: string, taken: string[]): string {
  const slug = names.map(slugOf).find(Boolean) ?? "";
  if (slug && !taken.includes(slug)) return slug;
  const stem = slug || kind;
  for (let number = slug ? 2 : 1; ; number += 1) {
    const key = `${stem.slice(0, KEY_MAX_CHARS - 5)}-${number}`;
    if (!taken.includes(key)) return key;
  }
}

function slugOf(name: string | undefined): string {
  const plain = (name ?? "").normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return plain.replace(/^[^a-z]+/, "").replace(/-+$/, "").slice(0, KEY_MAX_CHARS);
}
