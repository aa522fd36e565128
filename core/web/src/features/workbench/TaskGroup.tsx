// To-dos of one urgency, under its name and number.
import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { TaskRow } from "@/api";
import { TaskItem } from "./TaskItem";
import type { Group } from "./tasks";
import css from "./workbench.module.css";

interface TaskGroupProps {
  name: Group;
  tasks: TaskRow[];
  /** Whether the number is the whole one. */
  complete: boolean;
}

export function TaskGroup({ name, tasks, complete }: TaskGroupProps) {
  const { t } = useTranslation("workbench");
  return (
    <section aria-label={t(`group.${name}`)}>
      <h2 className={css.group} data-group={name}>
        {name === "overdue" && <TriangleAlert size={14} aria-hidden />}
        {t(`group.${name}`)}
        {complete && <span>{tasks.length}</span>}
      </h2>
      <ul>
        {tasks.map((task) => (
          <TaskItem key={task.id} task={task} />
        ))}
      </ul>
    </section>
  );
}
