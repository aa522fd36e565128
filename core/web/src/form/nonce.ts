// The page's nonce for style sheets that libraries add by script; none where the server sends no such policy.

export function styleNonce(): string | undefined {
  return document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce || undefined;
}
