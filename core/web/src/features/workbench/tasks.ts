// To-dos by what they ask and how much they press.
import type { TaskRow } from "@/api";
import { type Urgency, urgencyOf } from "@/ui";

export const KINDS = ["all", "approve", "handle", "resubmit"] as const;
export type Kind = (typeof KINDS)[number];

export const GROUPS = ["overdue", "today", "later", "none"] as const;
export type Group = (typeof GROUPS)[number];

/** What a to-do asks for; anything unknown is for reading and deciding. */
export function kindOf(task: TaskRow): Exclude<Kind, "all"> {
  return task.nodeKind === "handle" || task.nodeKind === "resubmit" ? task.nodeKind : "approve";
}

/** By urgency; inside a group by due time, then the oldest first. */
export function groupTasks(tasks: TaskRow[]): Record<Group, TaskRow[]> {
  const groups: Record<Group, TaskRow[]> = { overdue: [], today: [], later: [], none: [] };
  for (const task of tasks) groups[groupOf(task)].push(task);
  const key = (task: TaskRow) => task.dueAt ?? task.createdAt;
  for (const group of Object.values(groups)) group.sort((a, b) => key(a).localeCompare(key(b)));
  return groups;
}

function groupOf(task: TaskRow): Group {
  const urgency: Urgency = urgencyOf(task.dueAt);
  return urgency === "later" && !task.dueAt ? "none" : urgency;
}
