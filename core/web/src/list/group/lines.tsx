// Groups as rows of a table: a line with the group's name, its rows, a line with what is left.

import type { ReactNode } from "react";
import type { ListRow } from "../column";
import { GroupFoot, GroupHead, hasFoot } from "./GroupHead";
import type { Section } from "./useGroups";

/** A line across the whole table that is no row. */
export interface Mark {
  id: string;
  kind: "head" | "foot";
  mark: ReactNode;
}

export const isMark = (line: ListRow | Mark): line is Mark => "mark" in line;

export function linesOf<Row extends ListRow>(sections: Section<Row>[]): (Row | Mark)[] {
  return sections.flatMap((section): (Row | Mark)[] => [
    { id: `head:${section.group.id}`, kind: "head", mark: <GroupHead section={section} /> },
    ...(section.open ? section.rows : []),
    ...(hasFoot(section) ? [{ id: `foot:${section.group.id}`, kind: "foot" as const, mark: <GroupFoot section={section} /> }] : []),
  ]);
}
