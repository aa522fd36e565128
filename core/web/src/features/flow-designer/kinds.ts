/** The picture of each kind of node, and which kinds the palette offers in which group. */
import { Bell, Diamond, Flag, GitFork, type LucideIcon, Merge, PenLine, Send, SquareCheckBig, User } from "lucide-react";
import type { InsertKind, NodeKind } from "./model/definition";

export const KIND_ICONS: Record<NodeKind, LucideIcon> = {
  start: User,
  approve: SquareCheckBig,
  handle: PenLine,
  carbonCopy: Send,
  notify: Bell,
  condition: Diamond,
  parallel: GitFork,
  join: Merge,
  end: Flag,
};

export const PALETTE: { group: "people" | "branches"; kinds: InsertKind[] }[] = [
  { group: "people", kinds: ["approve", "handle", "carbonCopy", "notify"] },
  { group: "branches", kinds: ["condition", "parallel"] },
];
