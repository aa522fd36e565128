// Records on the days of a month, by one of their dates.

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { filterOf, type Column, type Leaf, type Settings } from "@/list";
import { Calendar } from "@/list/calendar/Calendar";
import { daysBefore, daysOfValue, LEAD_DAYS } from "@/list/calendar/days";
import { useMonth } from "@/list/calendar/useMonth";
import { SAMPLE_ROWS, sampleQuery, type RecordRow } from "../queries";
import { senderName } from "../sender";

export interface CalendarProps {
  formId: string;
  by: Column<RecordRow>;
  settings: Settings;
  q: string | undefined;
  hrefOf: (row: RecordRow) => string;
}

function valueOf(row: RecordRow, key: string): unknown {
  if (key === "$createdAt") return row.createdAt;
  if (key === "$updatedAt") return row.updatedAt;
  return row.data[key];
}

export default function CalendarView({ formId, by, settings, q, hrefOf }: CalendarProps) {
  const { t } = useTranslation("list");
  const at = useMonth();
  const from = by.field.type === "dateRange" ? daysBefore(at.first, LEAD_DAYS) : at.first;
  // A range is compared by the day on which it begins.
  const within: Leaf[] = [{ field: by.key, op: "between", value: [from, at.last] }];
  const sort = settings.sort || (by.sortable ? by.key : undefined);
  const records = useQuery(sampleQuery(formId, { filter: filterOf(settings, ...within), sort, q }));
  const entries = useMemo(
    () =>
      (records.data?.items ?? []).flatMap((row) => {
        const days = daysOfValue(valueOf(row, by.key), by.field.type);
        return days ? [{ id: row.id, title: row.title || t("untitled"), href: hrefOf(row), beside: senderName(row), days }] : [];
      }),
    [records.data, by, hrefOf, t],
  );
  return (
    <Calendar
      at={at}
      entries={entries}
      note={records.data?.next != null ? t("calendar.tooMany", { max: SAMPLE_ROWS }) : t("calendar.by", { field: by.label })}
      error={records.error}
      pending={records.isPending}
      onRetry={() => void records.refetch()}
    />
  );
}
