// Entries on the days of a month: a grid where there is room, the days that have any on a phone. Who may move an entry
// drags it to another day or uses its menu.

import { Button } from "antd";
import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ErrorState, IconButton, ListSkeleton, useIsPhone } from "@/ui";
import { Agenda } from "./Agenda";
import css from "./calendar.module.css";
import { CalendarDrag } from "./CalendarDrag";
import { monthAfter, touchesMonth } from "./days";
import type { Entry, Moving } from "./entry";
import { MonthGrid } from "./MonthGrid";
import { useDaysOff } from "./useDaysOff";
import type { Month } from "./useMonth";

interface Props {
  at: Month;
  entries: Entry[];
  moving?: Moving | undefined;
  /** What is to be known of the month, such as by which day. */
  note: ReactNode;
  error: unknown;
  pending: boolean;
  onRetry: () => void;
  /** What has no day. */
  tray?: ReactNode;
}

export function Calendar({ at, entries, moving, note, error, pending, onRetry, tray }: Props) {
  const { t, i18n } = useTranslation("list");
  const phone = useIsPhone();
  const { month, today, go } = at;
  const thisMonth = today.slice(0, 7);
  const name = new Intl.DateTimeFormat(i18n.language, { year: "numeric", month: "long", timeZone: "UTC" }).format(new Date(`${month}-15T00:00:00Z`));
  const markOf = useDaysOff();
  const shown = { at, entries, moving, markOf };
  return (
    <section className={css.calendar} aria-label={t("layout.calendar")}>
      <header className={css.bar}>
        <IconButton icon={ChevronLeft} label={t("calendar.before")} onClick={() => go(monthAfter(month, -1))} />
        <h2 aria-live="polite">{name}</h2>
        <IconButton icon={ChevronRight} label={t("calendar.after")} onClick={() => go(monthAfter(month, 1))} />
        {month !== thisMonth && (
          <Button type="text" onClick={() => go(thisMonth)}>
            {t("calendar.today")}
          </Button>
        )}
        <span className={css.quiet}>{note}</span>
      </header>
      {error ? (
        <ErrorState error={error} onRetry={onRetry} />
      ) : pending ? (
        <ListSkeleton rows={8} />
      ) : phone ? (
        <>
          <Agenda {...shown} />
          {tray}
        </>
      ) : (
        <CalendarDrag moving={moving}>
          {!entries.some(({ days }) => touchesMonth(days, month)) && (
            <p className={css.none} role="status">
              <strong>{t("calendar.none")}</strong> {t("calendar.noneText")}
            </p>
          )}
          <div className={css.beside}>
            <MonthGrid {...shown} />
            {tray}
          </div>
        </CalendarDrag>
      )}
    </section>
  );
}
