// Giving an item another due day on the calendar: shown at once, told with a way back. What spans several days keeps its
// length.
import { App, Button } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { useDateWords } from "@/ui";
import { dayText } from "../parts/day";
import { useChangeItem } from "../parts/useChangeItem";
import type { WorkItem } from "../queries";

const DAY = "YYYY-MM-DD";
const UNDO_SECONDS = 8;

type Days = Pick<WorkItem, "start" | "due">;

const after = (day: string, days: number) => dayjs(day).add(days, "day").format(DAY);

/** The days of an item that was held on one day and put on another; `from` is absent for what had no due day. */
export function moved({ start, due }: Days, from: string | undefined, to: string): Partial<Days> {
  if (!due || from === undefined) return { due: to };
  const by = dayjs(to).diff(dayjs(from), "day");
  return { due: after(due, by), ...(start ? { start: after(start, by) } : {}) };
}

export function useMoveDay() {
  const { t } = useTranslation("projects");
  const words = useDateWords();
  const { message } = App.useApp();
  const change = useChangeItem();
  return (item: WorkItem, days: Partial<Days>) => {
    const before = Object.fromEntries(Object.keys(days).map((key) => [key, item[key as keyof Days] ?? null]));
    change.mutate(
      { item, change: days, shown: days },
      {
        onSuccess: ({ rev }) => {
          const key = `moved-${item.id}`;
          const undo = () => {
            message.destroy(key);
            change.mutate({ item: { ...item, rev }, change: before, shown: before });
          };
          void message.open({
            key,
            type: "success",
            duration: UNDO_SECONDS,
            content: (
              <>
                {days.due ? t("calendar.moved", { key: item.key, day: dayText(days.due, words) }) : t("calendar.cleared", { key: item.key })}
                <Button type="link" size="small" onClick={undo}>
                  {t("items.undo")}
                </Button>
              </>
            ),
          });
        },
      },
    );
  };
}
