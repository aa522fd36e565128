// What is typed between the wish for the palette and the palette's field: kept for the field, and kept from the page,
// where single keys are shortcuts. Apart from the palette, for the frame listens before the palette is loaded.
import { useLayoutEffect } from "react";

let typed = "";
let stop = () => {};

/** Keeps the keys while `open`, until the field takes them; Esc gives the palette up before it has come. */
export function useTypedAhead(open: boolean, onGiveUp: () => void) {
  useLayoutEffect(() => {
    if (!open) return undefined;
    const keep = (event: KeyboardEvent) => {
      event.stopImmediatePropagation();
      const { key } = event;
      // The browser's own chords stay its own, save the one that opens the palette.
      if ((event.ctrlKey || event.metaKey || event.altKey) && key.toLowerCase() !== "k") return;
      event.preventDefault();
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (key === "Escape") onGiveUp();
      else if (key === "Backspace") typed = typed.slice(0, -1);
      else if (key.length === 1) typed += key;
    };
    typed = "";
    stop = () => removeEventListener("keydown", keep, true);
    addEventListener("keydown", keep, true);
    return stop;
  }, [open]);
}

/** What was typed, once; from here on keys are the field's own. */
export function takeTyped(): string {
  stop();
  const taken = typed;
  typed = "";
  return taken;
}
