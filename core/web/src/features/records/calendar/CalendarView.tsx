// Records on the days of a month: a grid where there is room, the days that have any on a phone.

import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import type { Column, Leaf } from "@/list";
import { ErrorState, IconButton, ListSkeleton, nowInZone, useIsPhone } from "@/ui";
import { SAMPLE_ROWS, sampleQuery, type RecordRow } from "../queries";
import { filterOf, type Settings } from "../views/settings";
import { Agenda } from "./Agenda";
import css from "./calendar.module.css";
import { daysBefore, daysOfValue, isMonth, LEAD_DAYS, monthAfter, rowsByDay, weeksOf } from "./days";
import { MonthGrid } from "./MonthGrid";

/** The month shown, in the address. */
const MONTH = "month";

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
  const { t, i18n } = useTranslation("records");
  const phone = useIsPhone();
  const [address, setAddress] = useSearchParams();
  const today = nowInZone().format("YYYY-MM-DD");
  const thisMonth = today.slice(0, 7);
  const asked = address.get(MONTH);
  const month = isMonth(asked) ? asked : thisMonth;
  const weeks = useMemo(() => weeksOf(month), [month]);
  const first = weeks[0]?.[0] ?? "";
  const last = weeks.at(-1)?.at(-1) ?? "";
  const range = by.field.type === "dateRange";
  const from = range ? daysBefore(first, LEAD_DAYS) : first;
  // A range is compared by the day on which it begins.
  const within: Leaf[] = [{ field: by.key, op: "between", value: [from, last] }];
  const sort = settings.sort || (by.sortable ? by.key : undefined);
  const records = useQuery(sampleQuery(formId, { filter: filterOf(settings, ...within), sort, q }));
  const days = useMemo(
    () => rowsByDay(records.data?.items ?? [], (row) => daysOfValue(valueOf(row, by.key), by.field.type), [first, last]),
    [records.data, by, first, last],
  );
  const go = (next: string) =>
    setAddress(
      (old) => {
        const changed = new URLSearchParams(old);
        if (next === thisMonth) changed.delete(MONTH);
        else changed.set(MONTH, next);
        return changed;
      },
      { replace: true },
    );
  const name = new Intl.DateTimeFormat(i18n.language, { year: "numeric", month: "long", timeZone: "UTC" }).format(new Date(`${month}-15T00:00:00Z`));
  return (
    <section className={css.calendar} aria-label={t("layout.calendar")}>
      <header className={css.head}>
        <IconButton icon={ChevronLeft} label={t("calendar.before")} onClick={() => go(monthAfter(month, -1))} />
        <h2 aria-live="polite">{name}</h2>
        <IconButton icon={ChevronRight} label={t("calendar.after")} onClick={() => go(monthAfter(month, 1))} />
        {month !== thisMonth && (
          <Button type="text" onClick={() => go(thisMonth)}>
            {t("calendar.today")}
          </Button>
        )}
        <span className={css.quiet}>
          {records.data?.next != null ? t("calendar.tooMany", { max: SAMPLE_ROWS }) : t("calendar.by", { field: by.label })}
        </span>
      </header>
      {records.error ? (
        <ErrorState error={records.error} onRetry={() => void records.refetch()} />
      ) : records.isPending ? (
        <ListSkeleton rows={8} />
      ) : phone ? (
        <Agenda month={month} days={days} today={today} hrefOf={hrefOf} />
      ) : (
        <MonthGrid month={month} weeks={weeks} days={days} today={today} hrefOf={hrefOf} />
      )}
    </section>
  );
}
