// Whether the narrow layout applies. The same bound stands in the style sheets.
import { useSyncExternalStore } from "react";

const query = window.matchMedia("(max-width: 760px)");

export function useIsPhone(): boolean {
  return useSyncExternalStore(
    (listener) => {
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => query.matches,
  );
}
