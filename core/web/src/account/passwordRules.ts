// The rules for new passwords that a page can check while somebody types. The server has the last word: it also knows
// the passwords that everybody guesses first.

/** Shorter names stand in words by chance. */
const LOGIN_MIN_CHARS = 4;

export type RuleState = "open" | "kept" | "broken";

/** Characters as people count them. */
export function charsOf(text: string): number {
  return [...text].length;
}

export function lengthRule(password: string, min: number): RuleState {
  if (password === "") return "open";
  return charsOf(password) >= min ? "kept" : "broken";
}

export function nameRule(password: string, login: string): RuleState {
  if (password === "") return "open";
  const [lower, name] = [password.toLowerCase(), login.toLowerCase()];
  return lower === name || (charsOf(name) >= LOGIN_MIN_CHARS && lower.includes(name)) ? "broken" : "kept";
}
