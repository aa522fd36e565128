// How large a picture or a page is drawn, against what fits: by buttons, by keys, by two fingers, by Ctrl and the wheel.

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

export const ZOOM_STEPS = [0.5, 0.75, 1, 1.5, 2, 3, 4, 6] as const;
const LEAST = ZOOM_STEPS[0];
const MOST = ZOOM_STEPS[ZOOM_STEPS.length - 1] ?? 1;

/** The next step in a direction. */
export function stepped(zoom: number, by: 1 | -1): number {
  const steps: readonly number[] = by > 0 ? ZOOM_STEPS : ZOOM_STEPS.toReversed();
  return steps.find((step) => (by > 0 ? step > zoom + 0.01 : step < zoom - 0.01)) ?? zoom;
}

const within = (zoom: number) => Math.min(Math.max(zoom, LEAST), MOST);

export interface Zoom {
  zoom: number;
  set: (zoom: number) => void;
  step: (by: 1 | -1) => void;
}

export function useZoomState(): Zoom {
  const [zoom, setZoom] = useState(1);
  const set = useCallback((to: number) => setZoom(within(to)), []);
  const step = useCallback((by: 1 | -1) => setZoom((now) => stepped(now, by)), []);
  return { zoom, set, step };
}

/** Two fingers and Ctrl with the wheel, on the element that scrolls. What lies between the fingers stays there. */
export function usePinch(element: RefObject<HTMLElement | null>, { zoom, set }: Zoom) {
  const latest = useRef(zoom);
  latest.current = zoom;
  useEffect(() => {
    const stage = element.current;
    if (!stage) return undefined;
    let began: { apart: number; zoom: number } | undefined;
    const apart = (touches: TouchList) => Math.hypot(touches[0]!.clientX - touches[1]!.clientX, touches[0]!.clientY - touches[1]!.clientY);
    const start = (event: TouchEvent) => {
      began = event.touches.length === 2 ? { apart: apart(event.touches), zoom: latest.current } : undefined;
    };
    const move = (event: TouchEvent) => {
      if (!began || event.touches.length !== 2 || began.apart === 0) return;
      event.preventDefault();
      set((began.zoom * apart(event.touches)) / began.apart);
    };
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      set(latest.current * Math.exp(-event.deltaY / 300));
    };
    stage.addEventListener("touchstart", start, { passive: true });
    stage.addEventListener("touchmove", move, { passive: false });
    stage.addEventListener("wheel", wheel, { passive: false });
    return () => {
      stage.removeEventListener("touchstart", start);
      stage.removeEventListener("touchmove", move);
      stage.removeEventListener("wheel", wheel);
    };
  }, [element, set]);
}

/** Keeps the middle of what is seen in the middle while it grows or shrinks. */
export function useSteadyMiddle(element: RefObject<HTMLElement | null>, zoom: number) {
  const before = useRef(zoom);
  useEffect(() => {
    const stage = element.current;
    const by = zoom / before.current;
    before.current = zoom;
    if (!stage || by === 1) return;
    stage.scrollLeft = (stage.scrollLeft + stage.clientWidth / 2) * by - stage.clientWidth / 2;
    stage.scrollTop = (stage.scrollTop + stage.clientHeight / 2) * by - stage.clientHeight / 2;
  }, [element, zoom]);
}
