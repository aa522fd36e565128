// Finding a type and a status by their keys.
import type { Schemas } from "@/api";
import type { WorkItemType } from "../queries";

export function typeOf(types: WorkItemType[], key: string): WorkItemType | undefined {
  return types.find((type) => type.key === key);
}

export function statusOf(types: WorkItemType[], type: string, status: string): Schemas["Status"] | undefined {
  return typeOf(types, type)?.workflow.statuses.find((one) => one.key === status);
}

/** Every status of a project once, in the order of the board's columns: types may share them by key. */
export function allStatuses(types: WorkItemType[]): Schemas["Status"][] {
  const found = new Map<string, Schemas["Status"]>();
  for (const { workflow } of types) for (const status of workflow.statuses) if (!found.has(status.key)) found.set(status.key, status);
  const order = ["todo", "doing", "done"];
  return [...found.values()].sort((a, b) => order.indexOf(a.category) - order.indexOf(b.category));
}
