// What was typed into a form behind a link and is not sent yet: kept in this tab, so that a reload or a phone that ran
// out of memory loses nothing. With it the key under which it was sent, so that nothing is sent twice.

import { newId } from "@/api";
import type { FormData } from "@/form";

export interface Kept {
  data: FormData;
  sent?: { body: string; key: string };
}

const place = (token: string) => `weir.fill.${token}`;

export function readKept(token: string): Kept | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(place(token)) ?? "null") as Partial<Kept> | null;
    return kept && typeof kept.data === "object" ? (kept as Kept) : undefined;
  } catch {
    return undefined;
  }
}

export function keep(token: string, kept: Kept) {
  try {
    sessionStorage.setItem(place(token), JSON.stringify(kept));
  } catch {
    // A browser that stores nothing, or too much text: what is on the screen stays there.
  }
}

export function forget(token: string) {
  try {
    sessionStorage.removeItem(place(token));
  } catch {
    // Nothing was kept.
  }
}

/** What is about to be sent with its key: the same one for as long as the same is sent. */
export function sending(kept: Kept | undefined, data: FormData): Required<Kept> {
  const body = JSON.stringify(data);
  return { data, sent: kept?.sent?.body === body ? kept.sent : { body, key: newId() } };
}
