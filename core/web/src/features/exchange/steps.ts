// The steps of an import, and which of them can be gone to as it stands.

import { isOpen, type Task } from "@/exchange/tasks";
import type { Import } from "./queries";

export const STEPS = ["columns", "check", "result"] as const;
export type Step = (typeof STEPS)[number];

type Standing = Pick<Import, "state">;
type Working = Pick<Task, "kind" | "state"> | undefined;

/** Where an import stands by itself. */
export function stepOf({ state }: Standing, task: Working): Step {
  if (task && isOpen(task)) return task.kind === "importCheck" ? "check" : "result";
  if (state === "draft") return "columns";
  return state === "checked" ? "check" : "result";
}

/** What is brought in cannot be read otherwise, and nothing can while a task works on it. */
export function isReachable(step: Step, standing: Standing, task: Working): boolean {
  const here = stepOf(standing, task);
  if (step === here) return true;
  return step === "columns" && standing.state !== "imported" && !(task && isOpen(task));
}

/** The step that is shown: the one in the address as far as it can be gone to. */
export function shownStep(asked: string | null, standing: Standing, task: Working): Step {
  const step = STEPS.find((one) => one === asked);
  return step && isReachable(step, standing, task) ? step : stepOf(standing, task);
}
