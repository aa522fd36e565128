// A month as the list of its days that have records.

import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptyState } from "@/ui";
import type { RecordRow } from "../queries";
import { senderName } from "../sender";
import css from "./calendar.module.css";

interface Props {
  month: string;
  days: Map<string, RecordRow[]>;
  today: string;
  hrefOf: (row: RecordRow) => string;
}

export function Agenda({ month, days, today, hrefOf }: Props) {
  const { t, i18n } = useTranslation("records");
  const name = new Intl.DateTimeFormat(i18n.language, { month: "long", day: "numeric", weekday: "short", timeZone: "UTC" });
  const shown = [...days].filter(([day]) => day.startsWith(month)).sort(([one], [other]) => one.localeCompare(other));
  if (shown.length === 0) return <EmptyState title={t("calendar.none")}>{t("calendar.noneText")}</EmptyState>;
  return (
    <ol className={css.agenda}>
      {shown.map(([day, rows]) => (
        <li key={day} data-today={day === today || undefined}>
          <h3>
            <time dateTime={day}>{name.format(new Date(`${day}T00:00:00Z`))}</time>
          </h3>
          <ul>
            {rows.map((row) => (
              <li key={row.id}>
                <Link to={hrefOf(row)}>
                  <span className="ellipsis">{row.title || t("untitled")}</span>
                  <span className={css.quiet}>{senderName(row)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
