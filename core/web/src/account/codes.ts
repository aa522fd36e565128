// How codes and secrets are written and read.

export const CODE_DIGITS = 6;

/** The digits of a code as people type or paste them: with a space in the middle, or from a keyboard for Chinese. */
export function digitsOf(text: string): string {
  return text.normalize("NFKC").replace(/\D/g, "").slice(0, CODE_DIGITS);
}

/** A secret in groups of four, for typing it into an app without a camera. */
export function grouped(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(" ") ?? "";
}
