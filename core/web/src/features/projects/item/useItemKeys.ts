// The keys of an open item: E edits, Esc closes, the arrows or J and K go to its neighbours. Typing, menus and dialogs keep their keys.
import { useEffect, useRef } from "react";

type Keys = Partial<Record<"e" | "j" | "k" | "Escape" | "ArrowLeft" | "ArrowRight", () => void>>;

export function useItemKeys(keys: Keys) {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      const action = latest.current[(event.key.length === 1 ? event.key.toLowerCase() : event.key) as keyof Keys];
      if (!action || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
      if (isBusy(event.target, event.key)) return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}

function isBusy(target: EventTarget | null, key: string): boolean {
  if (target instanceof HTMLElement) {
    if (target.isContentEditable || target.matches('textarea, select, input:not([type="radio"], [type="checkbox"])')) return true;
    // The arrows choose among these; Esc and letters mean nothing to them.
    if (key.startsWith("Arrow") && target.closest('[role="radiogroup"], [role="tablist"], [role="menu"], [role="listbox"]')) return true;
  }
  return [...document.querySelectorAll(".ant-modal, .ant-popover, .ant-dropdown, .ant-drawer-bottom")].some((one) => one.checkVisibility());
}
