// A month as the list of its days that have entries.

import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptyState } from "@/ui";
import css from "./agenda.module.css";
import { rowsByDay } from "./days";
import type { DayMark, MarkOf } from "./daysOff";
import { DaySign, useSaidDay } from "./DaySign";
import type { Entry, Moving } from "./entry";
import { MoveMenu } from "./MoveMenu";
import type { Month } from "./useMonth";

interface Props {
  at: Month;
  entries: Entry[];
  moving: Moving | undefined;
  markOf: MarkOf;
}

export function Agenda({ at: { month, first, last, today }, entries, moving, markOf }: Props) {
  const { t, i18n } = useTranslation("list");
  const name = new Intl.DateTimeFormat(i18n.language, { month: "long", day: "numeric", weekday: "short", timeZone: "UTC" });
  const days = useMemo(() => rowsByDay(entries, (entry) => entry.days, [first, last]), [entries, first, last]);
  const shown = [...days].filter(([day]) => day.startsWith(month)).sort(([one], [other]) => one.localeCompare(other));
  if (shown.length === 0) return <EmptyState title={t("calendar.none")}>{t("calendar.noneText")}</EmptyState>;
  return (
    <ol className={css.agenda}>
      {shown.map(([day, those]) => (
        <li key={day} data-today={day === today || undefined} data-off={markOf(day)?.kind === "off" || undefined}>
          <DayHead day={day} date={name.format(new Date(`${day}T00:00:00Z`))} mark={markOf(day)} />
          <ul>
            {those.map((entry) => (
              <AgendaEntry key={entry.id} entry={entry} day={entry.days[1]} moving={moving} />
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function DayHead({ day, date, mark }: { day: string; date: string; mark: DayMark | undefined }) {
  const said = useSaidDay();
  return (
    <h3>
      <time dateTime={day} aria-label={said(date, mark)}>
        {date}
      </time>
      {mark && <DaySign mark={mark} named />}
    </h3>
  );
}

/** A line of a list of entries; `day` is absent for one without. */
export function AgendaEntry({ entry, day, moving }: { entry: Pick<Entry, "id" | "title" | "href" | "beside" | "done">; day: string | undefined; moving: Moving | undefined }) {
  return (
    <li className={css.entry} data-done={entry.done || undefined}>
      <Link to={entry.href}>
        <span className="ellipsis">{entry.title}</span>
        {entry.beside && <span className={css.quiet}>{entry.beside}</span>}
      </Link>
      {moving?.may(entry.id) && <MoveMenu id={entry.id} title={entry.title} day={day} moving={moving} className={css.menu} />}
    </li>
  );
}
