// The keyboard in a dialog: it begins with what is marked `data-first`, else in the first field.
import { useEffect, useRef } from "react";
import { useFocusBack } from "./useFocusBack";

const FIELD = "input:not([type=hidden], [type=file], :disabled), textarea:not(:disabled)";

export function useSheetFocus() {
  useFocusBack();
  const content = useRef<HTMLDivElement>(null);
  // Whether somebody quicker than the dialog's opening is at it already: what they write next must not land on a button.
  const begun = useRef(false);
  useEffect(() => {
    const note = (event: Event) => {
      if (event.target instanceof Node && content.current?.contains(event.target)) begun.current = true;
    };
    const kinds = ["pointerdown", "input"];
    kinds.forEach((kind) => document.addEventListener(kind, note, true));
    return () => kinds.forEach((kind) => document.removeEventListener(kind, note, true));
  }, []);
  const begin = () => {
    const inside = content.current?.contains(document.activeElement);
    const marked = content.current?.closest("[role=dialog]")?.querySelector<HTMLElement>("[data-first]");
    if (inside && (begun.current || !marked)) return;
    (marked ?? content.current?.querySelector<HTMLElement>(FIELD))?.focus();
  };
  return { content, begin };
}
