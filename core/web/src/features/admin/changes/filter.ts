/** Which entries of the change log are asked for: as it stands in the address, and as the server takes it. Pure. */
import dayjs from "dayjs";
import type { Schemas } from "@/api";
import { fromWallClock } from "@/ui";

export const SUBJECTS = [
  "session", "user", "role", "department", "post", "settings", "form", "record", "flow", "instance", "task", "project", "workItem",
  "comment", "file", "draft", "notification", "backgroundTask", "import", "savedView", "formLink", "feedback",
  "projectTemplate", "job",
] as const satisfies Schemas["Subject"][];
export const VERBS = [
  "created", "updated", "deleted", "published", "granted", "revoked", "signedIn", "signedOut", "denied", "exported", "viewBegan", "viewEnded",
] as const satisfies Schemas["Verb"][];
export const CHANNELS = ["session", "token", "link", "system"] as const satisfies Schemas["ChangeChannel"][];

/** Names of the address. `from` and `to` are days, both included. */
const PARTS = ["subject", "id", "verb", "actor", "channel", "from", "to", "q"] as const;
export type ChangeFilter = Partial<Record<(typeof PARTS)[number], string>>;

export function readFilter(params: URLSearchParams): ChangeFilter {
  const known: Partial<Record<string, readonly string[]>> = { subject: SUBJECTS, verb: VERBS, channel: CHANNELS };
  return Object.fromEntries(
    PARTS.flatMap((part) => {
      const value = params.get(part);
      const day = part === "from" || part === "to";
      if (!value || (known[part] && !known[part].includes(value)) || (day && !/^\d{4}-\d{2}-\d{2}$/.test(value))) return [];
      return [[part, value]];
    }),
  );
}

export function writeFilter(filter: ChangeFilter): Record<string, string> {
  return Object.fromEntries(PARTS.flatMap((part) => (filter[part] ? [[part, filter[part]]] : [])));
}

/** What the server narrows by; it does not search texts. Days are those of the company. */
export function queryOf({ subject, id, verb, actor, channel, from, to }: ChangeFilter) {
  return {
    ...(subject ? { subject: subject as Schemas["Subject"] } : {}),
    ...(id ? { subjectId: id } : {}),
    ...(verb ? { verb: verb as Schemas["Verb"] } : {}),
    ...(actor ? { actor } : {}),
    ...(channel ? { channel: channel as Schemas["ChangeChannel"] } : {}),
    ...(from ? { from: fromWallClock(dayjs(from)) } : {}),
    ...(to ? { to: fromWallClock(dayjs(to).add(1, "day")) } : {}),
  };
}
