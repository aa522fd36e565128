// The five lists of the approval centre, each brought to the same kind of row.
import { useInfiniteQuery } from "@tanstack/react-query";
import type { Counts, InstanceStatus, LocalizedText, PersonRef, Schemas } from "@/api";
import { amountOf, copiesQuery, draftsQuery, startedQuery, tasksQuery } from "@/approval";

export const BOXES = ["todo", "done", "started", "copied", "drafts"] as const;
export type Box = (typeof BOXES)[number];

export function isBox(text: string | undefined): text is Box {
  return BOXES.includes(text as Box);
}

/** Only where a number asks for something to be done. */
export function countOf(box: Box, counts: Counts | undefined): number | undefined {
  if (!counts) return undefined;
  if (box === "todo") return counts.openTasks;
  if (box === "copied") return counts.unreadCopies;
  return box === "drafts" ? counts.drafts : undefined;
}

export interface QueueRow {
  id: string;
  /** Where a click leads. */
  to: string;
  instanceId?: string;
  taskId?: string;
  copyId?: string;
  title: string;
  flowName: LocalizedText;
  person?: PersonRef | undefined;
  amount?: string | undefined;
  /** A to-do with its due time, or else what the row says at its right. */
  dueAt?: string | null | undefined;
  at: string;
  status?: InstanceStatus | undefined;
  outcome?: string | null | undefined;
  waitingFor?: PersonRef[] | undefined;
  unread?: boolean;
  /** Decided in one go with others. */
  batchable?: boolean;
}

export interface Queue {
  rows: QueueRow[];
  isPending: boolean;
  error: unknown;
  refetch: () => void;
  hasMore: boolean;
  loadingMore: boolean;
  loadMore: () => void;
}

export function useQueue(box: Box, q: string): Queue {
  const todo = useInfiniteQuery({ ...tasksQuery("open", q), enabled: box === "todo" });
  const done = useInfiniteQuery({ ...tasksQuery("done", q), enabled: box === "done" });
  const started = useInfiniteQuery({ ...startedQuery(q), enabled: box === "started" });
  const copied = useInfiniteQuery({ ...copiesQuery, enabled: box === "copied" });
  const drafts = useInfiniteQuery({ ...draftsQuery, enabled: box === "drafts" });
  const query = { todo, done, started, copied, drafts }[box];

  const rows = ((): QueueRow[] => {
    if (box === "todo") return items(todo.data).map((task) => taskRow("todo", task));
    if (box === "done") return items(done.data).map((task) => taskRow("done", task));
    if (box === "started") return items(started.data).map(instanceRow);
    if (box === "copied") return items(copied.data).map(copyRow);
    return items(drafts.data).map(draftRow);
  })();
  // Two lists are short and come without a search of the server's own.
  const typed = q.trim().toLowerCase();
  const local = box === "copied" || box === "drafts";

  return {
    rows: local && typed ? rows.filter((row) => row.title.toLowerCase().includes(typed)) : rows,
    isPending: query.isPending,
    error: query.error,
    refetch: () => void query.refetch(),
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
  };
}

function items<T>(data: { pages: { items: T[] }[] } | undefined): T[] {
  return data?.pages.flatMap((page) => page.items) ?? [];
}

function taskRow(box: "todo" | "done", task: Schemas["TaskRow"]): QueueRow {
  return {
    id: task.id,
    to: `/approvals/${box}/${task.instanceId}?task=${task.id}`,
    instanceId: task.instanceId,
    taskId: task.id,
    title: task.title,
    flowName: task.flowName,
    person: task.initiator,
    amount: amountOf(task.summary),
    at: task.closedAt ?? task.createdAt,
    batchable: task.nodeKind === "approve",
    ...(box === "todo" ? { dueAt: task.dueAt } : { outcome: task.outcome }),
  };
}

function instanceRow(instance: Schemas["InstanceRow"]): QueueRow {
  return {
    id: instance.id,
    to: `/approvals/started/${instance.id}`,
    instanceId: instance.id,
    title: instance.title,
    flowName: instance.flowName,
    amount: amountOf(instance.summary),
    at: instance.endedAt ?? instance.startedAt,
    status: instance.status,
    waitingFor: instance.currentSteps.flatMap((step) => step.actors),
  };
}

function copyRow(copy: Schemas["CopyRow"]): QueueRow {
  return {
    id: copy.id,
    to: `/approvals/copied/${copy.instanceId}`,
    instanceId: copy.instanceId,
    copyId: copy.id,
    title: copy.title,
    flowName: copy.flowName,
    person: copy.initiator,
    amount: amountOf(copy.summary),
    at: copy.createdAt,
    unread: !copy.readAt,
  };
}

function draftRow(draft: Schemas["Draft"]): QueueRow {
  return {
    id: draft.id,
    to: `/start/${draft.flowKey}?draft=${draft.id}`,
    title: draft.title,
    flowName: draft.flowName,
    at: draft.updatedAt,
  };
}
