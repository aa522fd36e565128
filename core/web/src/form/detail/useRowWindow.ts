// Which rows of a long table are near the window. Only those carry editors: hundreds of rows of controls would make
// every keystroke slow. The others stay in the page as text, to be read, found and printed.

import { type RefObject, useEffect, useState } from "react";

/** Up to here every row is edited in place. */
export const ROWS_ALL_LIVE = 60;
/** Beyond the window on either side, so that Tab and a turn of the wheel always meet editors. */
const OVERSCAN_ROWS = 12;
/** The window moves in steps, so that scrolling does not draw anew at every pixel. */
const STEP_ROWS = 6;

export interface RowWindow {
  from: number;
  to: number;
}

/** From the first row to before the last one that is live, by where the rows stand in the window. */
export function windowOf(rect: { top: number; height: number }, viewHeight: number, count: number): RowWindow {
  if (count <= ROWS_ALL_LIVE || rect.height === 0) return { from: 0, to: Math.min(count, ROWS_ALL_LIVE) };
  const rowHeight = rect.height / count;
  const first = Math.floor(-rect.top / rowHeight / STEP_ROWS) * STEP_ROWS;
  const last = Math.ceil((viewHeight - rect.top) / rowHeight / STEP_ROWS) * STEP_ROWS;
  const within = (row: number) => Math.max(0, Math.min(count, row));
  return { from: within(first - OVERSCAN_ROWS), to: within(last + OVERSCAN_ROWS) };
}

export function useRowWindow(body: RefObject<HTMLElement | null>, count: number): RowWindow {
  const [live, setLive] = useState<RowWindow>(() => ({ from: 0, to: Math.min(count, ROWS_ALL_LIVE) }));
  const long = count > ROWS_ALL_LIVE;
  useEffect(() => {
    if (!long) return undefined;
    const measure = () => {
      if (!body.current) return;
      const next = windowOf(body.current.getBoundingClientRect(), window.innerHeight, count);
      setLive((old) => (old.from === next.from && old.to === next.to ? old : next));
    };
    measure();
    // Caught on its way down: it is a drawer or a pane that scrolls, not the page.
    window.addEventListener("scroll", measure, { capture: true, passive: true });
    window.addEventListener("resize", measure);
    return () => {
      window.removeEventListener("scroll", measure, { capture: true });
      window.removeEventListener("resize", measure);
    };
  }, [body, count, long]);
  return long ? live : { from: 0, to: count };
}
