/** Field rights of nodes: what holds where nothing is set, and changing one without leaving needless entries. */
import type { FieldRight, FieldRights, FlowNode } from "./definition";

export type NodeWithRights = Extract<FlowNode, { kind: "start" | "approve" | "handle" | "carbonCopy" }>;

export function hasRights(node: FlowNode): node is NodeWithRights {
  return node.kind === "start" || node.kind === "approve" || node.kind === "handle" || node.kind === "carbonCopy";
}

/** What a node may do with a field that it does not name. */
export function unsetRight(node: NodeWithRights): FieldRight {
  return node.kind === "start" ? "edit" : "read";
}

/** What can be chosen: who receives a copy changes nothing. */
export function choices(node: NodeWithRights): FieldRight[] {
  return node.kind === "carbonCopy" ? ["read", "hidden"] : ["edit", "read", "hidden"];
}

/** The right at a place; a column without one of its own follows its table. */
export function rightAt(node: NodeWithRights, path: string): FieldRight {
  const rights = node.fieldRights ?? {};
  return rights[path] ?? rights[path.split(".")[0] ?? path] ?? unsetRight(node);
}

export function withRight(node: NodeWithRights, path: string, right: FieldRight): FieldRights {
  const { [path]: _, ...rest } = node.fieldRights ?? {};
  const inherited = rightAt({ ...node, fieldRights: rest }, path);
  return inherited === right ? rest : { ...rest, [path]: right };
}

export function withAll(node: NodeWithRights, paths: string[], right: FieldRight): FieldRights {
  if (right === unsetRight(node)) return {};
  return Object.fromEntries(paths.filter((path) => !path.includes(".")).map((path) => [path, right]));
}
