// The day by which a work item is due: red with a word once past, amber today, plain later.
import dayjs from "dayjs";
import { Clock, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { nowInZone, StatusTag } from "@/ui";
import type { WorkItem } from "./entries";
import css from "./workbench.module.css";

export function DueDay({ item }: { item: WorkItem }) {
  const { t } = useTranslation("workbench");
  if (!item.due) return null;
  if (item.press === "overdue") {
    const days = dayjs(nowInZone().format("YYYY-MM-DD")).diff(dayjs(item.due), "day");
    return (
      <StatusTag tone="failed" icon={TriangleAlert} plain>
        <time dateTime={item.due}>{t("ui:due.overdueDays", { count: Math.max(days, 1) })}</time>
      </StatusTag>
    );
  }
  if (item.press === "today") {
    return (
      <StatusTag tone="waiting" icon={Clock} plain>
        <time dateTime={item.due}>{t("due.today")}</time>
      </StatusTag>
    );
  }
  return (
    <time dateTime={item.due} className={css.faint}>
      {dayjs(item.due).format(t("due.day"))}
    </time>
  );
}
