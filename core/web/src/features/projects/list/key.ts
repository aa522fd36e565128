// Suggesting a project's key from its name: it stands before the number of every work item, so it is short.
export const KEY_MAX_CHARS = 30;
export const KEY_PATTERN = /^[A-Za-z][A-Za-z0-9_-]*$/;

const ONE_WORD_CHARS = 4;
const INITIALS_MAX = 5;

/** Initials of several words, the beginning of one. Empty for a name without Latin letters: its founder knows better. */
export function suggestKey(name: string): string {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9\s_-]+/g, " ")
    .split(/[\s_-]+/)
    .map((word) => word.replace(/^[^A-Za-z]+(?=[A-Za-z])/, ""))
    .filter(Boolean);
  const first = words.findIndex((word) => /^[A-Za-z]/.test(word));
  if (first < 0) return "";
  const [one = "", ...more] = words.slice(first);
  if (more.length === 0) return one.slice(0, ONE_WORD_CHARS).toUpperCase();
  // A word that is short already, such as MES, stands as it is.
  if (one.length > 1 && one.length <= ONE_WORD_CHARS && one === one.toUpperCase()) return one;
  return [one, ...more]
    .slice(0, INITIALS_MAX)
    .map((word) => (/^[0-9]/.test(word) ? word.slice(0, 2) : word.slice(0, 1)))
    .join("")
    .toUpperCase();
}
