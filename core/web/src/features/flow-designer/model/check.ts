/**
 * What is still missing before publishing, as far as the browser can tell at once. The server's checks decide; these
 * only make a card red the moment it becomes incomplete.
 */
import { type Field, readsOf, textOf } from "@/form";
import { type FlowDefinition, type FlowNode, type WhoActs } from "./definition";
import { fieldsOfPeople } from "./form";
import { type ForkBlock, branchEdge, defaultBranch, isForkBlock, nodesBefore, readTree, sequences } from "./tree";

export type LocalCode =
  | "nameMissing"
  | "whoMissing"
  | "fieldGone"
  | "emptyUserMissing"
  | "returnNodeGone"
  | "subjectMissing"
  | "bodyMissing"
  | "variableUnknown"
  | "conditionMissing"
  | "scriptMissing"
  | "defaultMissing"
  | "notATree";

export interface LocalIssue {
  /** A node's or a branch edge's key. */
  at: string;
  code: LocalCode;
  params?: Record<string, string>;
}

export function checkDefinition(definition: FlowDefinition, fields: Field[] | undefined): LocalIssue[] {
  const read = readTree(definition);
  if ("fault" in read) return [{ at: read.fault.at, code: "notATree" }];
  const { tree } = read;
  const issues = definition.nodes.flatMap((node) => checkNode(node, fields, (target) => nodesBefore(tree, node.key).some((before) => before.key === target)));
  for (const { sequence } of sequences(tree.body)) {
    for (const block of sequence.blocks) if (isForkBlock(block)) issues.push(...checkFork(block, fields));
  }
  return issues;
}

function checkNode(node: FlowNode, fields: Field[] | undefined, isBefore: (key: string) => boolean): LocalIssue[] {
  const issues: LocalIssue[] = [];
  const add = (code: LocalCode, params?: Record<string, string>) => issues.push(params ? { at: node.key, code, params } : { at: node.key, code });
  if (node.kind !== "join" && !textOf(node.name, "zh-CN")) add("nameMissing");
  if ("who" in node) {
    if (!isChosen(node.who)) add("whoMissing");
    else if (node.who.kind === "field" && fields && !fieldsOfPeople(fields).some((field) => field.key === (node.who as { field: string }).field)) {
      add("fieldGone", { field: node.who.field });
    }
  }
  if ((node.kind === "approve" || node.kind === "handle") && node.onEmpty?.kind === "user" && !node.onEmpty.user) add("emptyUserMissing");
  if (node.kind === "approve" && node.onReject?.kind === "node" && !isBefore(node.onReject.node)) add("returnNodeGone");
  if (node.kind === "end" && node.project && fields) {
    const { name, key, start, lead, members = [], description } = node.project;
    const gone = [name, key, start, lead, ...members, description].find((one) => one !== undefined && !fields.some((field) => field.key === one));
    if (gone) add("fieldGone", { field: gone });
  }
  if (node.kind === "notify") {
    if (!textOf(node.subject, "zh-CN")) add("subjectMissing");
    if (!textOf(node.body, "zh-CN")) add("bodyMissing");
    const unknown = fields && variablesIn(`${Object.values(node.subject).join()} ${Object.values(node.body).join()}`).find((name) => !fields.some((field) => field.key === name) && !FLOW_VARIABLES.includes(name));
    if (unknown) add("variableUnknown", { field: `{${unknown}}` });
  }
  return issues;
}

/** Places in a message that come from the flow rather than from the form. */
export const FLOW_VARIABLES = ["$title", "$initiator", "$node", "$status"];

function checkFork(fork: ForkBlock, fields: Field[] | undefined): LocalIssue[] {
  if (fork.node.kind !== "condition") return [];
  const otherwise = defaultBranch(fork);
  const issues: LocalIssue[] = otherwise ? [] : [{ at: fork.node.key, code: "defaultMissing" }];
  for (const edge of fork.branches.map(branchEdge)) {
    if (edge === otherwise) continue;
    if (edge.script !== undefined) {
      if (edge.script.trim() === "") issues.push({ at: edge.key, code: "scriptMissing" });
    } else if (!edge.when) issues.push({ at: edge.key, code: "conditionMissing" });
    else {
      const gone = fields && readsOf(edge.when).find((path) => !fields.some((field) => field.key === path.split(".")[0]));
      if (gone) issues.push({ at: edge.key, code: "fieldGone", params: { field: gone } });
    }
  }
  return issues;
}

function isChosen(who: WhoActs): boolean {
  switch (who.kind) {
    case "nobody":
      return false;
    case "user":
      return who.users.length > 0;
    case "role":
      return who.role !== "";
    case "post":
      return who.post !== "";
    case "field":
      return who.field !== "";
    default:
      return true;
  }
}

/** The keys in `{…}` places of a text. */
export function variablesIn(text: string): string[] {
  return [...text.matchAll(/\{(\$?[a-z][a-z0-9_-]*)\}/g)].map((match) => match[1] ?? "");
}
