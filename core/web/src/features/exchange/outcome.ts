// What a task of an import came to. The counts stand with the import, which its tasks share: the last one's are as they
// are, those of an earlier check were overwritten.

import type { Task } from "@/exchange/tasks";
import type { ImportSummary } from "./queries";
import type { Step } from "./steps";

type Counts = ImportSummary["counts"];

export interface Outcome {
  tense: "would" | "did" | "undone";
  /** What is told, in this order: always the first, of the others what there is. */
  counted: (keyof Counts & ("created" | "updated" | "unchanged" | "bad" | "reverted" | "kept"))[];
  /** Where the import's own page shows it. */
  step: Step;
}

const OF_KIND: Record<Exclude<Task["kind"], "export">, Outcome> = {
  importCheck: { tense: "would", counted: ["created", "updated", "unchanged", "bad"], step: "check" },
  importRun: { tense: "did", counted: ["created", "updated", "unchanged", "bad"], step: "result" },
  importRevert: { tense: "undone", counted: ["reverted", "kept"], step: "result" },
};

export function outcomeOf(task: Pick<Task, "id" | "kind" | "state">, source: Pick<ImportSummary, "counts" | "state" | "taskId"> | undefined): Outcome | undefined {
  if (task.kind === "export" || !source || task.state === "queued" || task.state === "running") return undefined;
  const { counted, ...rest } = OF_KIND[task.kind];
  const overwritten = task.kind === "importCheck" && source.taskId !== task.id;
  // Nothing was brought in; or it was taken back by an older server, which forgot what it had been.
  const { created, updated } = source.counts;
  const forgotten = source.state === "reverted" && created + updated === 0;
  const nothing = task.kind === "importRun" && ((source.state !== "imported" && source.state !== "reverted") || forgotten);
  return { ...rest, counted: overwritten || nothing ? [] : counted.filter((one, at) => at === 0 || source.counts[one] > 0) };
}
