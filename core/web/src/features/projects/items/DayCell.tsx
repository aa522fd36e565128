// An item's first or due day, chosen in place.
import { DatePicker } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { useDateWords } from "@/ui";
import { dayText } from "../parts/day";
import { DueDay } from "../parts/DueDay";
import { useChangeItem } from "../parts/useChangeItem";
import css from "../projects.module.css";
import type { WorkItem } from "../queries";
import { useProject } from "../useProject";
import { InPlace } from "./InPlace";

const DAY = "YYYY-MM-DD";

export function DayCell({ item, which }: { item: WorkItem; which: "start" | "due" }) {
  const { t } = useTranslation("projects");
  const { project } = useProject();
  const words = useDateWords();
  const change = useChangeItem();
  const day = item[which];
  const text = day ? dayText(day, words) : t("items.noDay");
  const shown = !day ? (
    <span className={css.nothing}>{text}</span>
  ) : which === "due" ? (
    <DueDay day={day} done={item.category === "done"} />
  ) : (
    <time dateTime={day}>{text}</time>
  );
  if (!project.can.work) return day ? shown : null;
  return (
    <InPlace
      label={t(which === "due" ? "items.changeDue" : "items.changeStart", { key: item.key })}
      editor={(leave) => (
        <DatePicker
          aria-label={t(`column.${which}`)}
          autoFocus
          defaultOpen
          suffixIcon={null}
          style={{ width: "100%" }}
          value={day ? dayjs(day) : null}
          onOpenChange={(open) => {
            if (!open) leave();
          }}
          onChange={(next) => {
            leave();
            const chosen = next ? next.format(DAY) : null;
            if (chosen !== (day ?? null)) change.mutate({ item, change: { [which]: chosen }, shown: { [which]: chosen } });
          }}
        />
      )}
    >
      {shown}
    </InPlace>
  );
}
