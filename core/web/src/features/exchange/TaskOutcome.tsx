// What a task came to: the file that it made, the rows that it brought in or took back, or why it failed.

import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type Task, TaskFile } from "@/exchange/tasks";
import { groupDigits } from "@/ui";
import css from "./exchange.module.css";
import { outcomeOf } from "./outcome";
import type { ImportSummary } from "./queries";

export function TaskOutcome({ task, source }: { task: Task; source: ImportSummary | undefined }) {
  const { t } = useTranslation("exchange");
  const outcome = outcomeOf(task, source);
  if (!source || !outcome) return task.problem ? <Problem task={task} /> : <TaskFile task={task} />;
  const { tense, counted, step } = outcome;
  return (
    <div className={css.outcome}>
      {task.problem ? <Problem task={task} /> : counted.length > 0 && <span>{counted.map((one) => t("tasks.figure", { what: t(`figures.${tense}.${one}`), n: groupDigits(String(source.counts[one])) })).join(" · ")}</span>}
      <Link to={`/imports/${source.id}?step=${step}`}>
        {t("tasks.report")}
      </Link>
    </div>
  );
}

function Problem({ task }: { task: Task }) {
  return <span className={css.problem}>{task.problem?.message}</span>;
}
