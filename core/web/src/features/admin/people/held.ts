/** What hangs on a person, counted by what can be handed over. */
import type { Schemas } from "@/api";

export type Holdings = Schemas["Holdings"];

export const KINDS = ["tasks", "departments", "projects", "workItems"] as const;
export type Kind = (typeof KINDS)[number];
export type Counts = Record<Kind, number>;

/** The server counts no further. */
export const COUNT_CAP = 10_000;

export function countsOf({ tasks, departments, projects }: Holdings): Counts {
  return {
    tasks,
    departments: departments.length,
    projects: projects.filter((project) => project.leads).length,
    workItems: projects.reduce((sum, project) => sum + project.items, 0),
  };
}

export function held(counts: Counts, kinds: readonly Kind[] = KINDS): number {
  return kinds.reduce((sum, kind) => sum + counts[kind], 0);
}

export interface Handed {
  done: number;
  failed: Schemas["HandOverFailure"][];
}

/** Calls until nothing changes hands any more; what the last call could not do is what failed. */
export async function handOverAll(call: () => Promise<Schemas["HandOverResult"]>, kinds: readonly Kind[], onProgress: (done: number) => void): Promise<Handed> {
  let done = 0;
  for (;;) {
    const result = await call();
    done += result.done;
    onProgress(done);
    if (result.done === 0 || held(countsOf(result.left), kinds) === 0) return { done, failed: result.failed };
  }
}
