// When something is due: red with a word once past, amber today, plain later.
import dayjs from "dayjs";
import { Clock, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useDateWords } from "./DateTime";
import { inZone } from "./zone";
import { fullDateTime, shortDateTime, urgencyOf } from "./dates";
import { StatusTag } from "./StatusTag";

export function DueTime({ value }: { value: string }) {
  const { t } = useTranslation("ui");
  const words = useDateWords();
  const urgency = urgencyOf(value);
  if (urgency === "later") {
    return (
      <time dateTime={value} title={fullDateTime(value)} style={{ fontSize: 12, whiteSpace: "nowrap" }}>
        {shortDateTime(value, words)}
      </time>
    );
  }
  if (urgency === "today") {
    return (
      <StatusTag tone="waiting" icon={Clock} plain>
        <time dateTime={value}>{t("due.before", { time: inZone(value).format("HH:mm") })}</time>
      </StatusTag>
    );
  }
  const hours = dayjs().diff(dayjs(value), "hour");
  const days = Math.floor(hours / 24);
  return (
    <StatusTag tone="failed" icon={TriangleAlert} plain>
      <time dateTime={value} title={fullDateTime(value)}>
        {days > 0 ? t("due.overdueDays", { count: days }) : t("due.overdueHours", { count: Math.max(hours, 1) })}
      </time>
    </StatusTag>
  );
}
