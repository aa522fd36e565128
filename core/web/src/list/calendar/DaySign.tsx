// What a day is besides its number, as Chinese calendars print it: 休 and the holiday's name, 班 for a day that is worked
// instead. Whoever listens hears it with the date.

import { useTranslation } from "react-i18next";
import css from "./daySign.module.css";
import type { DayMark } from "./daysOff";

interface Props {
  mark: DayMark;
  /** The name may stand a day before already. */
  named: boolean;
}

export function DaySign({ mark, named }: Props) {
  const { t } = useTranslation("list");
  const short = t(mark.kind === "off" ? "calendar.off" : "calendar.work");
  const shown = mark.kind === "off" && named && mark.name ? mark.name : short;
  return (
    <span className={css.sign} data-kind={mark.kind} title={mark.name || undefined} aria-hidden>
      {shown}
    </span>
  );
}

/** A date as it is read out, with what the day is. */
export function useSaidDay() {
  const { t } = useTranslation("list");
  return (date: string, mark: DayMark | undefined) => {
    if (!mark) return date;
    const what = t(mark.kind === "off" ? "calendar.offSaid" : "calendar.workSaid");
    return [date, what, mark.name].filter(Boolean).join(t("calendar.saidJoint"));
  };
}
