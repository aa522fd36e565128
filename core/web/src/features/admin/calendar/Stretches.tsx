/** The special days of a year as a list: what the small months show by colour, in words. */
import { useTranslation } from "react-i18next";
import css from "./calendar.module.css";
import { type Draft, stretchesOf, workedIn } from "./days";
import type { Selection } from "./Year";

interface Props {
  year: number;
  draft: Draft;
  onSelect: (selection: Selection) => void;
}

export function Stretches({ year, draft, onSelect }: Props) {
  const { t, i18n } = useTranslation("admin");
  const stretches = stretchesOf(draft, year);
  const format = new Intl.DateTimeFormat(i18n.language, { month: "short", day: "numeric", timeZone: "UTC" });
  const at = (day: string) => format.format(new Date(`${day}T00:00:00Z`));
  return (
    <section className={css.stretches} aria-label={t("calendar.specialIn", { year })}>
      <h2>{t("calendar.specialIn", { year })}</h2>
      <p className={css.sum}>{t("calendar.workedIn", { count: workedIn(draft, year) })}</p>
      {stretches.length === 0 ? (
        <p className={css.none}>{t("calendar.none")}</p>
      ) : (
        <ul>
          {stretches.map(({ from, to, days, kind, name }) => (
            <li key={from}>
              <button type="button" onClick={() => onSelect({ from, to })} data-kind={kind}>
                <span className={css.dot} aria-hidden />
                <span className={css.what}>
                  <span className="ellipsis">{name || t(`calendar.kind.${kind}`)}</span>
                  <small>
                    {from === to ? at(from) : t("calendar.fromTo", { from: at(from), to: at(to) })}
                    {days > 1 && ` · ${t("calendar.days", { count: days })}`}
                    {name && ` · ${t(`calendar.kind.${kind}`)}`}
                  </small>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
