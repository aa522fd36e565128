// Single keys and Ctrl/⌘ chords for the page. Typing in a field, or an open dialog, keeps single keys to itself.
import { useEffect, useRef } from "react";

/** `{"a": approve, "mod+k": openPalette, "Escape": close}`; letters in lower case. */
export type Hotkeys = Record<string, (event: KeyboardEvent) => void>;

export function useHotkeys(keys: Hotkeys, enabled = true) {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });

  useEffect(() => {
    if (!enabled) return undefined;
    const listener = (event: KeyboardEvent) => {
      const chord = event.ctrlKey || event.metaKey;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const action = latest.current[chord ? `mod+${key}` : key];
      if (!action || event.altKey || event.isComposing || event.defaultPrevented) return;
      if (!chord && (isTyping(event.target) || dialogIsOpen())) return;
      event.preventDefault();
      action(event);
    };
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, [enabled]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function dialogIsOpen(): boolean {
  return [...document.querySelectorAll<HTMLElement>('[role="dialog"]')].some((dialog) => dialog.offsetParent !== null || dialog.checkVisibility?.());
}
