// The day by which an item is due: red with a word once past, amber today, plain later or once the item is done.
import { Clock, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { StatusTag, useDateWords } from "@/ui";
import { dayText, daysPast, dayUrgency } from "./day";

export function DueDay({ day, done = false }: { day: string; done?: boolean }) {
  const { t } = useTranslation("projects");
  const words = useDateWords();
  const urgency = done ? "later" : dayUrgency(day);
  const time = (text: string) => (
    <time dateTime={day} title={day} style={{ whiteSpace: "nowrap" }}>
      {text}
    </time>
  );
  if (urgency === "later") return time(dayText(day, words));
  if (urgency === "today") {
    return (
      <StatusTag tone="waiting" icon={Clock} plain>
        {time(words.today)}
      </StatusTag>
    );
  }
  return (
    <StatusTag tone="failed" icon={TriangleAlert} plain>
      {time(t("overdue", { count: daysPast(day) }))}
    </StatusTag>
  );
}
