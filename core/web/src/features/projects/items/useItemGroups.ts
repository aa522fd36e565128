// The work items of the list in groups, each asked for by itself.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Column, filterOf, useGroups } from "@/list";
import { groupQuery, type WorkItem } from "../queries";
import { useProject } from "../useProject";
import { itemGroups } from "./choices";
import type { ItemRow } from "./columns";
import type { Asked } from "./useItemsAsked";

export function useItemGroups(by: Column<ItemRow> | undefined, { question, narrowing }: Asked) {
  const { t, i18n } = useTranslation("projects");
  const { t: words } = useTranslation("list");
  const { project, members } = useProject();
  const groups = useMemo(() => (by ? itemGroups(by, { members, locale: i18n.language, t, words }) : []), [by, members, i18n.language, t, words]);
  return useGroups<WorkItem>(JSON.stringify([by?.key, question]), groups, (group, limit) =>
    groupQuery(project.id, { ...question, filter: filterOf(narrowing, ...group.leaves) }, limit),
  );
}
