// The keys of the preview, wherever in it the focus is. They come before those of the page beneath, which hears none of
// them; typing and a question in front of it keep theirs.

import { useEffect, useRef } from "react";

export function useKeys(keys: Record<string, (() => void) | undefined>) {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : undefined;
      if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing || target?.closest("input, textarea, .ant-modal")) return;
      if (event.key in latest.current) {
        event.preventDefault();
        latest.current[event.key]?.();
      }
      if (event.key.length === 1 || event.key.startsWith("Arrow")) event.stopPropagation();
    };
    window.addEventListener("keydown", listener, true);
    return () => window.removeEventListener("keydown", listener, true);
  }, []);
}
