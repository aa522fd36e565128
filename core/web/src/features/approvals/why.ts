// Why a document came to the reader: what the conditions on the way here saw, then why this person.
import type { Schemas, TaskDetail } from "@/api";

const SILENT = new Set(["parallel", "join", "carbonCopy", "notify"]);

export function whyMine(steps: Schemas["Step"][], task: Pick<TaskDetail, "activation" | "why">, language: string): string {
  const mine = steps.findIndex((step) => step.activation === task.activation);
  const seen: string[] = [];
  for (const step of steps.slice(0, Math.max(mine, 0)).reverse()) {
    if (step.kind === "condition") seen.unshift(step.reason);
    else if (!SILENT.has(step.kind)) break;
  }
  return [...seen, task.why].filter(Boolean).join(language === "en" ? "; " : "；");
}
