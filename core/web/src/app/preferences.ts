// Language and theme: chosen before sign-in, kept in the browser, and overruled by the person's own once known.
import { useSyncExternalStore } from "react";
import type { Locale } from "@/api";

export type ThemeChoice = "light" | "dark" | "system";
export interface Preferences {
  locale: Locale;
  theme: ThemeChoice;
  /** As the person chose; absent: as the page needs. */
  railCollapsed?: boolean;
}

const STORAGE_KEY = "weir.preferences";
const DEFAULTS: Preferences = {
  locale: navigator.language.toLowerCase().startsWith("en") ? "en" : "zh-CN",
  theme: "system",
};

const listeners = new Set<() => void>();
let current: Preferences = read();

function read(): Preferences {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "{}") as Partial<Preferences>) };
  } catch {
    return DEFAULTS;
  }
}

export function getPreferences(): Preferences {
  return current;
}

export function setPreferences(change: Partial<Preferences>) {
  current = { ...current, ...change };
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(current));
  } catch {
    // A browser that stores nothing still works; it forgets.
  }
  listeners.forEach((listener) => listener());
}

export function onPreferences(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(onPreferences, getPreferences);
}

const darkQuery = window.matchMedia("(prefers-color-scheme: dark)");
const stillQuery = window.matchMedia("(prefers-reduced-motion: reduce)");

function useMatches(query: MediaQueryList): boolean {
  return useSyncExternalStore(
    (listener) => {
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => query.matches,
  );
}

/** Whether the dark tokens apply now; `system` follows the device as it changes. */
export function useDark(): boolean {
  const { theme } = usePreferences();
  const systemDark = useMatches(darkQuery);
  return theme === "dark" || (theme === "system" && systemDark);
}

/** Whether the device asks that nothing moves. */
export function useStill(): boolean {
  return useMatches(stillQuery);
}
