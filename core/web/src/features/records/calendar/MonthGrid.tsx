// A month as a grid of days. A crowded day shows its first records and opens the others.

import { Popover } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { RecordRow } from "../queries";
import css from "./calendar.module.css";

/** What fits a day beside its number on a laptop. */
const SHOWN = 3;

interface Props {
  month: string;
  weeks: string[][];
  days: Map<string, RecordRow[]>;
  today: string;
  hrefOf: (row: RecordRow) => string;
}

export function MonthGrid({ month, weeks, days, today, hrefOf }: Props) {
  const { t, i18n } = useTranslation("records");
  const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: "short", timeZone: "UTC" });
  const whole = new Intl.DateTimeFormat(i18n.language, { month: "long", day: "numeric", weekday: "long", timeZone: "UTC" });
  const at = (day: string) => new Date(`${day}T00:00:00Z`);
  const link = (row: RecordRow) => (
    <Link key={row.id} to={hrefOf(row)} className={css.row} title={row.title}>
      {row.title || t("untitled")}
    </Link>
  );
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
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => {
                const rows = days.get(day) ?? [];
                const rest = rows.length - SHOWN;
                return (
                  <td key={day} data-other={!day.startsWith(month) || undefined} data-today={day === today || undefined}>
                    <time dateTime={day} aria-label={whole.format(at(day))} aria-current={day === today ? "date" : undefined}>
                      {Number(day.slice(-2))}
                    </time>
                    {rows.slice(0, SHOWN).map(link)}
                    {rest > 0 && (
                      <Popover trigger="click" arrow={false} title={whole.format(at(day))} content={<div className={css.all}>{rows.map(link)}</div>}>
                        <button type="button" className={css.more}>
                          {t("calendar.more", { count: rest })}
                        </button>
                      </Popover>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
