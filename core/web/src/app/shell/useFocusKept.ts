// Where the keyboard is after going to another address. What had the focus may be gone with the page it stood on: then it
// goes back to what had it at that address before (closing a drawer leads to the row that opened it), else to the content.
import { type RefObject, useEffect, useRef } from "react";
import { useLocation } from "react-router";

/** A drawer that slides out keeps the focus until it is gone; looked at again by then. */
const CHECKED_AFTER_MS = [0, 300];
const ADDRESSES_KEPT = 50;

export function useFocusKept(content: RefObject<HTMLElement | null>) {
  const { pathname } = useLocation();
  const here = useRef(pathname);
  const left = useRef(pathname);
  // Already while drawing: what takes the focus as it appears belongs to the new address.
  here.current = pathname;
  const last = useRef(new Map<string, HTMLElement>());

  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      const inside = target instanceof HTMLElement && target !== content.current && content.current?.contains(target);
      if (!inside) return;
      last.current.delete(here.current);
      last.current.set(here.current, target);
      const [oldest] = last.current.keys();
      if (oldest !== undefined && last.current.size > ADDRESSES_KEPT) last.current.delete(oldest);
    };
    document.addEventListener("focusin", note);
    return () => document.removeEventListener("focusin", note);
  }, [content]);

  useEffect(() => {
    // The first address is whoever opened the page's own.
    if (left.current === pathname) return undefined;
    left.current = pathname;
    const before = last.current.get(pathname);
    const look = () => {
      if (document.activeElement && document.activeElement !== document.body && document.activeElement.isConnected) return;
      if (before?.isConnected) before.focus();
      else content.current?.focus({ preventScroll: true });
    };
    const timers = CHECKED_AFTER_MS.map((ms) => setTimeout(look, ms));
    return () => timers.forEach(clearTimeout);
  }, [pathname, content]);
}
