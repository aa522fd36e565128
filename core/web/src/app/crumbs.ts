// Where the page stands, for the top bar and the window's title. A page calls `useCrumbs`; the last one is itself.
import { useEffect, useSyncExternalStore } from "react";

export interface Crumb {
  label: string;
  /** Absent for the page itself. */
  to?: string;
}

let current: Crumb[] = [];
const listeners = new Set<() => void>();

function set(crumbs: Crumb[]) {
  current = crumbs;
  listeners.forEach((listener) => listener());
}

export function useCrumbs(...crumbs: Crumb[]) {
  const signature = JSON.stringify(crumbs);
  useEffect(() => {
    const mine = JSON.parse(signature) as Crumb[];
    set(mine);
    const title = mine.at(-1)?.label;
    document.title = title ? `${title} · 堰 Weir` : "堰 Weir";
    return () => {
      if (current === mine) set([]);
    };
  }, [signature]);
}

export function useCurrentCrumbs(): Crumb[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
