// The keyboard in a dialog: it begins with what is marked `data-first`, else in the first field.
import { useRef } from "react";
import { useFocusBack } from "./useFocusBack";

const FIELD = "input:not([type=hidden], [type=file], :disabled), textarea:not(:disabled)";

export function useSheetFocus() {
  useFocusBack();
  const content = useRef<HTMLDivElement>(null);
  const begin = () => {
    // Somebody quicker than the dialog's opening writes already: what is written next must not land on a button.
    if (content.current?.contains(document.activeElement)) return;
    const marked = content.current?.closest("[role=dialog]")?.querySelector<HTMLElement>("[data-first]");
    (marked ?? content.current?.querySelector<HTMLElement>(FIELD))?.focus();
  };
  return { content, begin };
}
