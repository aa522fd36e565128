// The page's own nonce, by which its policy lets styles in. Some libraries make style elements without asking for
// one (a dialog that locks scrolling, an editor): what our scripts make carries it too.

export const nonce = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce || undefined;

export function giveStylesTheNonce() {
  if (!nonce) return;
  const create = document.createElement.bind(document);
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  }) as typeof document.createElement;
}
