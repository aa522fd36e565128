/**
 * Keys that act on the chart. They hold while the chart or nothing in particular has the focus: in a field, a menu or
 * the settings the same keys keep their usual meaning, and Ctrl C with text selected copies the text.
 */
import { type RefObject, useEffect, useRef } from "react";

type Keys = Record<string, (event: KeyboardEvent) => void>;

export function useCanvasKeys(root: RefObject<HTMLElement | null>, keys: Keys, enabled: boolean) {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const listener = (event: KeyboardEvent) => {
      if (event.altKey || event.isComposing || event.defaultPrevented || !onChart(event.target, root.current)) return;
      const chord = event.ctrlKey || event.metaKey;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const action = latest.current[chord ? `mod+${key}` : key];
      if (!action || (key === "c" && chord && window.getSelection()?.isCollapsed === false)) return;
      event.preventDefault();
      action(event);
    };
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, [root, enabled]);
}

function onChart(target: EventTarget | null, root: HTMLElement | null): boolean {
  if (target === document.body) return true;
  return target instanceof HTMLElement && root !== null && root.contains(target) && target.closest(".react-flow, #main > div > header") !== null;
}
