// The whole file was read, or is being read, without anything brought in: what would happen, and what is wrong.

import { Alert, Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { isOpen, type Task, TaskProgress, useCancelTask } from "@/exchange/tasks";
import { ButtonLink, ErrorState, groupDigits, useProblemToast } from "@/ui";
import css from "./exchange.module.css";
import { Figures } from "./Figures";
import { type Import, uploadPath } from "./queries";
import { Report } from "./Report";
import { useImportTask } from "./useImportTask";

interface CheckStepProps {
  found: Import;
  task: Task | undefined;
  unreachable: boolean;
  onBack: () => void;
  onStarted: () => void;
}

export function CheckStep({ found, task, unreachable, onBack, onStarted }: CheckStepProps) {
  const { t } = useTranslation("exchange");
  const toast = useProblemToast();
  const cancel = useCancelTask(toast);
  const start = useImportTask(found.id, onStarted);
  const { created, updated, bad } = found.counts;
  const good = created + updated;
  const stopped = found.mode === "allOrNothing" && bad > 0;

  if (task && isOpen(task))
    return (
      <>
        <section className={css.section}>
          <h2>{t("check.running")}</h2>
          <TaskProgress task={task} unreachable={unreachable} />
          <p className={css.hint}>
            {t("task.leaveHint")} <Link to="/background-tasks">{t("tasks.title")}</Link>
          </p>
        </section>
        <div className={css.bar}>
          <Button disabled={task.cancelling} loading={cancel.isPending} onClick={() => cancel.mutate(task.id)}>
            {t("task.cancel")}
          </Button>
        </div>
      </>
    );
  const early = task && task.state !== "done" ? task : undefined;
  // Between its end and the import's own answer.
  if (found.state !== "checked") return unreachable ? <ErrorState error={undefined} /> : null;
  return (
    <>
      <section className={css.section} aria-labelledby="would">
        <h2 id="would">{t(bad === 0 ? "check.allGood" : good === 0 ? "check.allBad" : "check.someBad", { n: groupDigits(String(found.counts.rows)) })}</h2>
        <Figures found={found} tense="would" />
        {early && <Alert type="warning" showIcon title={early.problem?.message ?? t(early.kind === "importRun" ? "run.wasCancelledWhole" : "check.cancelled")} />}
        {stopped && <Alert type="warning" showIcon title={t("check.stopped")} />}
        {!stopped && bad > 0 && good > 0 && <p className={css.hint}>{t("check.skips")}</p>}
        {good === 0 && bad === 0 && <p className={css.hint}>{t("check.nothing")}</p>}
      </section>
      <Report found={found} title={t("report.title")} />
      <div className={css.bar}>
        <Button onClick={onBack}>{t("check.back")}</Button>
        {bad > 0 && (
          <ButtonLink to={uploadPath(found, found.id)}>{t("check.correct")}</ButtonLink>
        )}
        {good > 0 && (
          <Button type="primary" disabled={stopped || early?.kind === "importCheck"} loading={start.isPending} onClick={() => start.mutate("run")}>
            {t(`run.start.${found.kind}`, { count: good, n: groupDigits(String(good)) })}
          </Button>
        )}
      </div>
    </>
  );
}
