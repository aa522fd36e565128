// An instant for reading, with the exact one behind it.
import { useTranslation } from "react-i18next";
import { type DateWords, fullDateTime, shortDateTime, shortDay } from "./dates";

interface DateTimeProps {
  value: string;
  /** `short` 11-18 09:12 (default), `day` 11-18, `full` with year and seconds. */
  form?: "short" | "day" | "full";
  className?: string;
  /** Whether it stands within a sentence: languages that write “Today” at its beginning write “today” there. */
  within?: boolean;
}

export function useDateWords(within = false): DateWords {
  const { t } = useTranslation("ui");
  const of = within ? "dateWithin" : "date";
  return { today: t(`${of}.today`), yesterday: t(`${of}.yesterday`), tomorrow: t(`${of}.tomorrow`) };
}

export function DateTime({ value, form = "short", className, within = false }: DateTimeProps) {
  const words = useDateWords(within);
  const full = fullDateTime(value);
  const text = form === "full" ? full : form === "day" ? shortDay(value, words) : shortDateTime(value, words);
  return (
    <time dateTime={value} title={full} className={className} style={{ whiteSpace: "nowrap" }}>
      {text}
    </time>
  );
}
