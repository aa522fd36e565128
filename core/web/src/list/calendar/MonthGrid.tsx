// A month as a grid of days. What takes several days is a bar; a crowded day shows its first entries and opens the others.

import { useDraggable, useDroppable } from "@dnd-kit/core";
import { Popover } from "antd";
import { type CSSProperties, useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import css from "./calendar.module.css";
import type { Held } from "./CalendarDrag";
import { begins, type MarkOf } from "./daysOff";
import { DaySign, useSaidDay } from "./DaySign";
import type { Entry, Moving } from "./entry";
import { lanesOfWeek } from "./lanes";
import { MoveMenu } from "./MoveMenu";
import type { Month } from "./useMonth";

/** What a day shows at most; a month with so many in each is scrolled. */
const SHOWN = 5;
const at = (day: string) => new Date(`${day}T00:00:00Z`);

interface Props {
  at: Month;
  entries: Entry[];
  moving: Moving | undefined;
  markOf: MarkOf;
}

export function MonthGrid({ at: { month, weeks, today }, entries, moving, markOf }: Props) {
  const { i18n } = useTranslation("list");
  const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: "short", timeZone: "UTC" });
  const now = useRef<HTMLTableRowElement>(null);
  // A month that is longer than the page opens at the week that runs.
  useEffect(() => void now.current?.scrollIntoView({ block: "nearest" }), [month]);
  const lanes = useMemo(() => weeks.map((week) => lanesOfWeek(entries, week)), [weeks, entries]);
  return (
    <div className={css.scroll}>
      <table className={css.grid}>
        <thead>
          <tr>
            {weeks[0]?.map((day) => (
              <th key={day} scope="col">
                {weekday.format(at(day))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week, row) => (
            <tr key={week[0]} ref={week.includes(today) && today.startsWith(month) ? now : undefined}>
              {week.map((day, column) => (
                <Day key={day} day={day} week={week} month={month} today={today} lines={lanes[row]?.[column] ?? []} moving={moving} markOf={markOf} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface DayProps {
  day: string;
  week: string[];
  month: string;
  today: string;
  lines: (Entry | undefined)[];
  moving: Moving | undefined;
  markOf: MarkOf;
}

function Day({ day, week, month, today, lines, moving, markOf }: DayProps) {
  const { t, i18n } = useTranslation("list");
  const whole = new Intl.DateTimeFormat(i18n.language, { month: "long", day: "numeric", weekday: "long", timeZone: "UTC" });
  const { setNodeRef, isOver } = useDroppable({ id: day, data: { day }, disabled: !moving });
  const hidden = lines.slice(SHOWN).filter(Boolean).length;
  const all = lines.filter((one) => one !== undefined);
  const mark = markOf(day);
  const said = useSaidDay();
  return (
    <td ref={setNodeRef} data-other={!day.startsWith(month) || undefined} data-today={day === today || undefined} data-off={mark?.kind === "off" || undefined} data-over={isOver || undefined}>
      <span className={css.head}>
        <time dateTime={day} aria-label={said(whole.format(at(day)), mark)} aria-current={day === today ? "date" : undefined}>
          {Number(day.slice(-2))}
        </time>
        {mark?.special && <DaySign mark={mark} named={begins(markOf, day, week)} />}
      </span>
      {lines.slice(0, SHOWN).map((entry, line) => (entry ? <Chip key={entry.id} entry={entry} day={day} week={week} moving={moving} /> : <span key={line} className={css.gap} aria-hidden />))}
      {hidden > 0 && (
        <Popover
          trigger="click"
          arrow={false}
          title={said(whole.format(at(day)), mark)}
          content={
            <div className={css.all}>
              {all.map((entry) => (
                <Link key={entry.id} to={entry.href} className={css.row} data-done={entry.done || undefined} title={entry.title}>
                  {entry.title}
                </Link>
              ))}
            </div>
          }
        >
          <button type="button" className={css.more}>
            {t("calendar.more", { count: hidden })}
          </button>
        </Popover>
      )}
    </td>
  );
}

/** An entry on one of its days. The first of a week has its name and is read; the others carry the bar on. */
function Chip({ entry, day, week, moving }: { entry: Entry; day: string; week: string[]; moving: Moving | undefined }) {
  const [from, to] = entry.days;
  const begins = day === from || day === week[0];
  const may = moving?.may(entry.id) ?? false;
  const held: Held = { id: entry.id, title: entry.title, day };
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: `${entry.id}:${day}`, data: held, disabled: !may });
  const left = week.filter((one) => one >= day && one <= to).length;
  return (
    <span
      ref={setNodeRef}
      className={css.entry}
      data-before={from < day || undefined}
      data-after={to > day || undefined}
      data-done={entry.done || undefined}
      data-may={may || undefined}
      data-held={isDragging || undefined}
      style={{ "--days": left } as CSSProperties}
      {...listeners}
    >
      {begins ? (
        <Link to={entry.href} title={entry.title} draggable={false}>
          <span className={css.name}>{entry.title}</span>
        </Link>
      ) : (
        <Link to={entry.href} tabIndex={-1} aria-hidden title={entry.title} draggable={false} />
      )}
      {may && moving && day === to && <MoveMenu id={entry.id} title={entry.title} day={to} moving={moving} className={css.entryMenu} />}
    </span>
  );
}
