// How a script names things, and where a place in it is.

/** What a script finds besides `form`. */
export const SCRIPT_NAMES = ["today", "now", "initiator", "initiator_department"] as const;

const IDENTIFIER = /^[a-z][a-z0-9_]*$/;

/** A field as a script names it; a key that is no identifier stands in brackets. */
export function scriptField(key: string): string {
  return IDENTIFIER.test(key) ? `form.${key}` : `form["${key}"]`;
}

/** The word at a line and a column, both from 1, as places in the text. */
export function wordAt(text: string, line: number, column: number): { from: number; to: number } {
  const lines = text.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  // Columns are counted in characters, places in a text in UTF-16.
  const into = [...(lines[line - 1] ?? "")].slice(0, column - 1).join("").length;
  const from = Math.min(before + into, text.length);
  const word = /^[\p{L}\d_-]+/u.exec(text.slice(from));
  return { from, to: Math.min(from + (word?.[0].length ?? 1), text.length) };
}
