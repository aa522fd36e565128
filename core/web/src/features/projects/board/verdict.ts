// Where a card may go, and why not elsewhere: the server's own judgement, told before the card is dropped. The server
// decides again; `moves` of a card is its word for the moment at which the board was read.
import { isEmptyValue } from "@/form";
import type { Schemas } from "@/api";
import type { ProjectRole, WorkItemType } from "../queries";

export type Card = Schemas["BoardCard"];
export type Column = Schemas["BoardColumn"];
export type Mover = Schemas["Mover"];

export type Verdict =
  | { kind: "open" }
  /** Open once these are filled in: keys of fields, `$assignee`, `$start`, `$due`. */
  | { kind: "asks"; fields: string[] }
  /** No way leads there. */
  | { kind: "noWay" }
  /** The way is for others. */
  | { kind: "people"; who: Mover[] }
  | { kind: "full"; max: number }
  /** Its type has no such status, or no such option. */
  | { kind: "notOfType" };

export interface Judge {
  type: WorkItemType | undefined;
  role: ProjectRole;
  me: string;
}

export const BY_STATUS = "$status";

/** Whether a card may go to a column; staying where it is always may. */
export function verdict(card: Card, column: Column, columnsBy: string, judge: Judge): Verdict {
  return columnsBy === BY_STATUS ? byStatus(card, column, judge) : byField(card, column, columnsBy, judge);
}

function byField(card: Card, column: Column, field: string, { type }: Judge): Verdict {
  const own = type?.schema.fields.find((f) => f.key === field);
  if (own?.type !== "singleSelect") return { kind: "notOfType" };
  if (column.key == null) return own.required ? { kind: "notOfType" } : { kind: "open" };
  const known = own.options.some((o) => o.key === column.key && (!o.retired || card.fields[field] === column.key));
  return known ? { kind: "open" } : { kind: "notOfType" };
}

function byStatus(card: Card, column: Column, { type, role, me }: Judge): Verdict {
  const to = column.key ?? "";
  if (to === card.status || card.moves.includes(to)) return { kind: "open" };
  if (!type?.workflow.statuses.some((s) => s.key === to)) return { kind: "notOfType" };
  const ways = type.workflow.transitions.filter((w) => w.to === to && (!w.from?.length || w.from.includes(card.status)));
  if (ways.length === 0) return { kind: "noWay" };
  const isOne = (mover: Mover) =>
    mover === "anyMember" ||
    (mover === "assignee" && card.assignee?.id === me) ||
    (mover === "creator" && card.createdBy.id === me) ||
    (mover === "admin" && role === "admin");
  const mine = ways.filter((w) => role !== "viewer" && (!w.who?.length || w.who.some(isOne)));
  const first = mine[0];
  if (!first) return { kind: "people", who: [...new Set(ways.flatMap((w) => w.who ?? []))] };
  // A filtered board counts fewer than there are; what it then takes for open, the server still refuses.
  if (column.wip != null && column.count >= column.wip) return { kind: "full", max: column.wip };
  const missing = mine.map((w) => (w.required ?? []).filter((key) => !isFilled(card, key, type)));
  if (missing.some((keys) => keys.length === 0)) return { kind: "open" };
  return { kind: "asks", fields: missing[0] ?? [] };
}

function isFilled(card: Card, key: string, type: WorkItemType): boolean {
  if (key === "$assignee") return card.assignee != null;
  if (key === "$start") return card.start != null;
  if (key === "$due") return card.due != null;
  // A field that the type has lost since cannot be filled in by anybody.
  return !type.schema.fields.some((f) => f.key === key) || !isEmptyValue(card.fields[key]);
}
