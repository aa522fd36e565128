// The week ahead: a day for each, with a dot for everything that is due, and what that is.
import { useQuery } from "@tanstack/react-query";
import dayjs from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type DateWords, inZone, nowInZone, useDateWords } from "@/ui";
import { deadlinesQuery } from "./queries";
import { SideWaits } from "./SideSection";
import css from "./workbench.module.css";

const DOTS_MAX = 4;
/** Lines that are shown while no day is chosen. */
const SHOWN = 6;

interface Due {
  id: string;
  day: string;
  /** Only what is due at an hour. */
  time: string;
  title: string;
  kind: "task" | "item";
  to: string;
}

export function Deadlines() {
  const { t } = useTranslation("workbench");
  const words = useDateWords();
  const [chosen, setChosen] = useState<string>();
  const week = useQuery(deadlinesQuery);
  const { data } = week;
  if (!data) {
    return (
      <section aria-label={t("due.title")}>
        <h2>{t("due.title")}</h2>
        <SideWaits list={week} />
      </section>
    );
  }
  const all: Due[] = [
    ...data.tasks.map((task) => {
      const at = inZone(task.dueAt ?? task.createdAt);
      const to = `/approvals/todo/${task.instanceId}?task=${task.id}`;
      return { id: task.id, day: at.format("YYYY-MM-DD"), time: at.format("HH:mm"), title: task.title, kind: "task" as const, to };
    }),
    ...data.items.map((item) => {
      const to = `/projects/${item.projectId}/items/${item.id}`;
      return { id: item.id, day: item.due ?? "", time: "", title: item.title, kind: "item" as const, to };
    }),
  ].sort((a, b) => a.day.localeCompare(b.day) || (a.time || "~").localeCompare(b.time || "~"));
  const lines = chosen ? all.filter((due) => due.day === chosen) : all.slice(0, SHOWN);
  const total = data.days.reduce((sum, day) => sum + day.tasks + day.items, 0);

  return (
    <section aria-label={t("due.title")}>
      <h2>
        {t("due.title")}
        {total > 0 && <span>{t("due.week", { count: total })}{data.more && "+"}</span>}
      </h2>
      <div className={css.week} role="group" aria-label={t("due.days")}>
        {data.days.map(({ day, tasks, items }) => {
          const date = dayjs(day);
          const count = tasks + items;
          return (
            <button
              key={day}
              type="button"
              aria-pressed={day === chosen}
              data-today={day === data.days[0]?.day || undefined}
              data-free={date.day() % 6 === 0 || undefined}
              onClick={() => setChosen(day === chosen ? undefined : day)}
            >
              {date.format("dd")} <b>{date.date()}</b> <span className="visually-hidden">{t("due.onDay", { count })}</span>
              <i aria-hidden>{"•".repeat(Math.min(count, DOTS_MAX))}</i>
            </button>
          );
        })}
      </div>
      {lines.length === 0 && <p className={css.faint}>{chosen ? t("due.noneOnDay") : t("due.none")}</p>}
      <ul>
        {lines.map((due) => (
          <li key={due.id} className={css.deadline}>
            <span data-today={due.day === data.days[0]?.day || undefined}>{[dayWord(due.day, words), due.time].filter(Boolean).join(" ")}</span>
            <Link to={due.to} className="ellipsis">
              {due.title}
            </Link>
            <small>{t(`kindOf.${due.kind}`)}</small>
          </li>
        ))}
      </ul>
      {!chosen && all.length > SHOWN && <p className={css.faint}>{t("due.more", { count: total - SHOWN })}</p>}
    </section>
  );
}

function dayWord(day: string, words: DateWords): string {
  const now = nowInZone();
  if (day === now.format("YYYY-MM-DD")) return words.today;
  return day === now.add(1, "day").format("YYYY-MM-DD") ? words.tomorrow : day.slice(5);
}
