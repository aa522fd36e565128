// What the server found wrong with a type, told where it stands.
import type { ProblemItem } from "@/api";

/** Those at a place itself. */
export function findingsAt(findings: ProblemItem[], at: string): ProblemItem[] {
  return findings.filter(({ field }) => field === at);
}

/** Those at a place or further in: `workflow.statuses[1]` has what is wrong with its name, and nothing of `[10]`. */
export function findingsWithin(findings: ProblemItem[], at: string): ProblemItem[] {
  return findings.filter(({ field }) => field === at || field.startsWith(`${at}.`) || field.startsWith(`${at}[`));
}
