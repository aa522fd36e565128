// An instant for reading, with the exact one behind it.
import { useTranslation } from "react-i18next";
import { type DateWords, fullDateTime, shortDateTime, shortDay } from "./dates";

interface DateTimeProps {
  value: string;
  /** `short` 11-18 09:12 (default), `day` 11-18, `full` with year and seconds. */
  form?: "short" | "day" | "full";
  className?: string;
}

export function useDateWords(): DateWords {
  const { t } = useTranslation("ui");
  return { today: t("date.today"), yesterday: t("date.yesterday"), tomorrow: t("date.tomorrow") };
}

export function DateTime({ value, form = "short", className }: DateTimeProps) {
  const words = useDateWords();
  const full = fullDateTime(value);
  const text = form === "full" ? full : form === "day" ? shortDay(value, words) : shortDateTime(value, words);
  return (
    <time dateTime={value} title={full} className={className} style={{ whiteSpace: "nowrap" }}>
      {text}
    </time>
  );
}
