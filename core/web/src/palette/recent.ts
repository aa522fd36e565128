// What was opened lately, from the palette or in any other way, kept in the browser for one person; signing out
// forgets it.
import { useEffect } from "react";
import { useMe } from "@/app/me";
import type { FoundKind } from "./hits";

export interface Opened {
  kind: FoundKind;
  id: string;
  title: string;
  subtitle: string;
  address: string;
}

const STORAGE_KEY = "weir.recent";
const KEPT = 6;

interface Kept {
  user: string;
  opened: Opened[];
}

export function recentOf(user: string): Opened[] {
  try {
    const kept = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "null") as Kept | null;
    return kept?.user === user ? kept.opened : [];
  } catch {
    return [];
  }
}

/** Puts something first; what was opened longest ago is forgotten. */
export function keepOpened(user: string, one: Opened) {
  const opened = [one, ...recentOf(user).filter((other) => other.id !== one.id)].slice(0, KEPT);
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify({ user, opened } satisfies Kept));
  } catch {
    // A browser that stores nothing still works; it forgets.
  }
}

/** Keeps what a page shows, once it is known; looking through somebody else's eyes leaves no trace. */
export function useKeepOpened(kind: FoundKind, id: string | undefined, title: string, subtitle: string, address: string) {
  const { user, viewing } = useMe();
  const known = id !== undefined && !viewing;
  useEffect(() => {
    if (known) keepOpened(user.id, { kind, id, title, subtitle, address });
  }, [known, user.id, kind, id, title, subtitle, address]);
}
