// Whether the rail shows icons only: as the person chose, else where a page has three panes and the screen is not wide.
import { useSyncExternalStore } from "react";
import { useLocation } from "react-router";
import { usePreferences } from "../preferences";

const WIDE_PAGES = /^\/(approvals|studio\/(forms|flows)\/)/;
const roomy = window.matchMedia("(min-width: 1680px)");

export function useRailCollapsed(): boolean {
  const { railCollapsed } = usePreferences();
  const { pathname } = useLocation();
  const hasRoom = useSyncExternalStore(
    (listener) => {
      roomy.addEventListener("change", listener);
      return () => roomy.removeEventListener("change", listener);
    },
    () => roomy.matches,
  );
  return railCollapsed ?? (!hasRoom && WIDE_PAGES.test(pathname));
}
