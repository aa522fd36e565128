/** What was done to something, step by step, to go back and forth between. Pure. */

/** Steps that are remembered: nobody goes back further. */
const STEPS_MAX = 100;

export interface History<T> {
  past: T[];
  now: T;
  future: T[];
}

/** `instead`: the step before goes on, as when a name is typed letter by letter. */
export type Step<T> = { do: T } | { instead: T } | "undo" | "redo" | { start: T };

export const begun = <T>(now: T): History<T> => ({ past: [], now, future: [] });

export function stepped<T>(history: History<T>, step: Step<T>): History<T> {
  const { past, now, future } = history;
  if (step === "undo") {
    const before = past.at(-1);
    return before === undefined ? history : { past: past.slice(0, -1), now: before, future: [now, ...future] };
  }
  if (step === "redo") {
    const [next, ...rest] = future;
    return next === undefined ? history : { past: [...past, now], now: next, future: rest };
  }
  if ("start" in step) return begun(step.start);
  if ("instead" in step) return { past, now: step.instead, future: [] };
  return { past: [...past, now].slice(-STEPS_MAX), now: step.do, future: [] };
}
