// What waits for a person, of three kinds: to-dos of approvals, work items, mentions; by how much it presses.
import type { Schemas, TaskRow } from "@/api";
import { urgencyOf } from "@/ui";

export type WorkItem = Schemas["MyWorkItem"];
export type Mention = Schemas["NotificationRow"];

export type Entry =
  | { kind: "task"; id: string; task: TaskRow }
  | { kind: "item"; id: string; item: WorkItem }
  | { kind: "mention"; id: string; mention: Mention };

/** The inbox's tabs. */
export const KINDS = ["all", "tasks", "items", "mentions"] as const;
export type Kind = (typeof KINDS)[number];

/** How much a work item presses, as the server reckons it. */
export const PRESSES = ["overdue", "today", "week", "later"] as const;
export type Press = (typeof PRESSES)[number];

/** Headings, in their order. A mention presses by nothing but being new. */
export const GROUPS = ["overdue", "today", "mentions", "week", "later"] as const;
export type Group = (typeof GROUPS)[number];

/** By urgency; inside a group by due time, then the oldest first. */
export function grouped(entries: Entry[]): Record<Group, Entry[]> {
  const groups: Record<Group, Entry[]> = { overdue: [], today: [], mentions: [], week: [], later: [] };
  for (const entry of entries) groups[groupOf(entry)].push(entry);
  for (const group of Object.values(groups)) group.sort((a, b) => orderOf(a).localeCompare(orderOf(b)));
  return groups;
}

function groupOf(entry: Entry): Group {
  if (entry.kind === "mention") return "mentions";
  return entry.kind === "item" ? entry.item.press : urgencyOf(entry.task.dueAt);
}

/** Days and instants sort as text; what is due at no time comes behind all that is. */
function orderOf(entry: Entry): string {
  if (entry.kind === "mention") return entry.mention.createdAt;
  if (entry.kind === "item") return entry.item.due ?? "~";
  return entry.task.dueAt ?? `~${entry.task.createdAt}`;
}

/** What a to-do asks for; anything unknown is for reading and deciding. */
export function deedOf(task: TaskRow): "approve" | "handle" | "resubmit" {
  return task.nodeKind === "handle" || task.nodeKind === "resubmit" ? task.nodeKind : "approve";
}
