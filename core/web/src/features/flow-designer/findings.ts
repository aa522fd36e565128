/**
 * What is not complete: the server's findings where they still hold, the browser's own at once. A server finding
 * counts until the node or branch it speaks of is changed; then the browser's check speaks, until the next save.
 */
import type { ProblemItem } from "@/api";
import type { LocalIssue } from "./model/check";
import type { FlowDefinition } from "./model/definition";
import type { ServerFindings } from "./draft";

export interface Finding {
  /** The node or branch to go to; undefined for the flow as a whole. */
  at: string | undefined;
  text: string;
}

export function mergeFindings(definition: FlowDefinition, server: ServerFindings, local: LocalIssue[], say: (issue: LocalIssue) => string): Finding[] {
  const things = new Map<string, unknown>([...definition.nodes, ...definition.edges].map((thing) => [thing.key, thing]));
  const asked = new Map<string, unknown>([...server.definition.nodes, ...server.definition.edges].map((thing) => [thing.key, thing]));
  const target = (issue: ProblemItem) => keyIn(issue.field, things);
  const clean = definition === server.definition;
  const holding = server.issues.filter((issue) => {
    const key = target(issue);
    // A finding about the whole, or about something gone, holds only for exactly what was saved.
    return clean || (key !== undefined && things.get(key) === asked.get(key));
  });
  const spokenOf = new Set(holding.map(target));
  return [
    ...holding.map((issue) => ({ at: target(issue), text: issue.message })),
    ...local.filter((issue) => !spokenOf.has(issue.at)).map((issue) => ({ at: things.has(issue.at) ? issue.at : undefined, text: say(issue) })),
  ];
}

/** A finding's place may be a key, or a path that contains one: `legal`, `nodes.legal.who`, `edges[large].when`. */
function keyIn(field: string, things: Map<string, unknown>): string | undefined {
  if (things.has(field)) return field;
  return field.split(/[.[\]/]+/).find((part) => things.has(part));
}
