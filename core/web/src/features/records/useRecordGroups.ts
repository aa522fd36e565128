// The records of the list in groups, each asked for by itself. Of people and departments as many as a board has columns
// have a group; the others stand together.

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { NO_REFS } from "@/form";
import { filterOf, groupsBy, useGroups, type Column, type Grouped, type OpenView } from "@/list";
import { boardColumns, needsSample } from "./board/columns";
import { namedQuery } from "./board/named";
import { groupQuery, type RecordRow } from "./queries";

export function useRecordGroups(formId: string, by: Column<RecordRow> | undefined, { settings, q }: OpenView): Grouped<RecordRow> {
  const { i18n } = useTranslation();
  const { t } = useTranslation("list");
  const asked = { sort: settings.sort || undefined, q: q || undefined };
  const sampled = by !== undefined && needsSample(by);
  const sample = useQuery({ ...namedQuery(formId, by?.key ?? "", settings, asked.q), enabled: sampled });
  const groups = useMemo(() => {
    if (!by || (sampled && !sample.data)) return [];
    const found = boardColumns(by, { rows: sample.data?.rows ?? [], refs: sample.data?.refs ?? NO_REFS }, i18n.language, "");
    const values = found.flatMap(({ id, label, value }) => (value === null ? [] : [{ value: id, label }]));
    return groupsBy(by.key, values, { others: t("groups.others"), ...(by.key === "$createdBy" ? {} : { none: t("groups.none") }) });
  }, [by, sampled, sample.data, i18n.language, t]);
  const grouped = useGroups<RecordRow>(JSON.stringify([by?.key, filterOf(settings), asked]), groups, (group, limit) =>
    groupQuery(formId, { ...asked, filter: filterOf(settings, ...group.leaves) }, limit),
  );
  return sampled && !sample.data ? { ...grouped, pending: !sample.error, error: sample.error, retry: () => void sample.refetch() } : grouped;
}
