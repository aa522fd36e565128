// What the server found, as lines of the palette: where each leads and which of its letters were looked for.
import { CircleCheckBig, FileText, FolderKanban, ListTodo, type LucideIcon, Paperclip, Table2, UserRound } from "lucide-react";
import type { Schemas } from "@/api";

export type Kind = Schemas["SearchKind"];
export type Hit = Schemas["SearchHit"];

/** Kinds that the server is asked for, in the order of the list. Flows are known here already. */
export const KINDS = ["workItem", "instance", "record", "project", "form", "person", "file"] as const satisfies Kind[];
export type FoundKind = (typeof KINDS)[number];

export const ICONS: Record<FoundKind, LucideIcon> = {
  workItem: ListTodo,
  instance: CircleCheckBig,
  record: FileText,
  project: FolderKanban,
  form: Table2,
  person: UserRound,
  file: Paperclip,
};

export function isFoundKind(kind: string): kind is FoundKind {
  return KINDS.some((one) => one === kind);
}

/** Where a hit leads. A file is opened by the browser, everything else is a page. */
export function addressOf(kind: FoundKind, hit: Pick<Hit, "id" | "formId" | "projectId">): string {
  switch (kind) {
    case "workItem":
      return `/projects/${hit.projectId}/items/${hit.id}`;
    case "instance":
      return `/approvals/done/${hit.id}`;
    case "record":
      return `/forms/${hit.formId}/records/${hit.id}`;
    case "project":
      return `/projects/${hit.id}`;
    case "form":
      return `/forms/${hit.id}/records`;
    case "person":
      return `/people/${hit.id}`;
    case "file":
      return `/api/v1/files/${hit.id}`;
  }
}

export interface Piece {
  text: string;
  marked: boolean;
}

/** A text in pieces, those marked that were typed; full-width and case do not matter. */
export function pieces(text: string, typed: string): Piece[] {
  const folded = fold(text);
  const words = fold(typed)
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}\p{So}]+|[^\p{L}\p{N}\p{So}]+$/gu, ""))
    .filter(Boolean);
  // Letters whose lower case is longer would shift every place behind them.
  if (folded.length !== text.length || words.length === 0) return [{ text, marked: false }];
  const marks = new Array<boolean>(text.length).fill(false);
  for (const word of words) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) marks.fill(true, at, at + word.length);
  }
  const found: Piece[] = [];
  for (let at = 0; at < text.length; at++) {
    const marked = marks[at] ?? false;
    const last = found.at(-1);
    if (last?.marked === marked) last.text += text[at];
    else found.push({ text: text[at] ?? "", marked });
  }
  return found;
}

function fold(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0)).toLowerCase();
}
