// Who sent a record, as one name: of what came through a public link nobody knows, so it is the link's.

import type { RecordRow } from "./queries";

type Sent = Pick<RecordRow, "createdBy" | "viaLink">;

/** Whether only the link is known through which the record came. */
export function isUnknown({ viaLink }: Sent): boolean {
  return viaLink?.audience === "public";
}

export function senderName(row: Sent): string {
  return (isUnknown(row) ? row.viaLink?.name : undefined) ?? row.createdBy.name;
}
