// One task at work or at its end: a bar, how far it is in words, and why it ended early.

import { Alert, Progress } from "antd";
import { useTranslation } from "react-i18next";
import { groupDigits } from "@/ui";
import css from "../exchange.module.css";
import { TaskState } from "./TaskState";
import { countsRows, isOpen, percentOf, type Task } from "./tasks";

interface TaskProgressProps {
  task: Task;
  /** The last question to the server had no answer: the task goes on without us. */
  unreachable?: boolean;
}

export function TaskProgress({ task, unreachable = false }: TaskProgressProps) {
  const { t } = useTranslation("exchange");
  const percent = percentOf(task);
  return (
    <div className={css.progress}>
      <div className={css.progressLine} role="status">
        <TaskState task={task} />
        <span className={css.quiet}>
          {countsRows(task)
            ? t("task.rows", { done: groupDigits(String(task.done)), total: groupDigits(String(task.total)) })
            : isOpen(task) && percent === undefined
              ? t("task.counting")
              : ""}
        </span>
      </div>
      <TaskBar task={task} />
      {unreachable && isOpen(task) && <p className={css.quiet}>{t("task.unreachable")}</p>}
      {task.problem && <Alert type="error" showIcon title={task.problem.message} />}
    </div>
  );
}

/** The bar alone, for rows. */
export function TaskBar({ task }: { task: Task }) {
  const { t } = useTranslation("exchange");
  return (
    <Progress
      size="small"
      percent={percentOf(task) ?? 0}
      status={isOpen(task) ? "active" : task.state === "done" ? "success" : task.state === "failed" ? "exception" : "normal"}
      format={(percent) => t("task.percent", { percent })}
      aria-label={t(`task.kind.${task.kind}`)}
    />
  );
}
