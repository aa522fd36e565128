// Whether what was typed finds a command: every word of it somewhere, in any order and case.

export function matches(typed: string, text: string): boolean {
  const haystack = text.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}
