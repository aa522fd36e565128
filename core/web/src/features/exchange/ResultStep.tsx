// What became of the import: at work, brought in, refused or taken back; and the way to take all of it back.

import { Alert, Button } from "antd";
import { RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { isOpen, type Task, TaskProgress, useCancelTask } from "@/exchange/tasks";
import { ButtonLink, groupDigits, useConfirmDanger, useProblemToast } from "@/ui";
import css from "./exchange.module.css";
import { Figures } from "./Figures";
import { Passwords } from "./Passwords";
import { type Import, uploadPath } from "./queries";
import { Report } from "./Report";
import { useImportTask } from "./useImportTask";

interface ResultStepProps {
  found: Import;
  task: Task | undefined;
  unreachable: boolean;
  onBack: () => void;
}

export function ResultStep({ found, task, unreachable, onBack }: ResultStepProps) {
  const { t } = useTranslation("exchange");
  const confirm = useConfirmDanger();
  const toast = useProblemToast();
  const cancel = useCancelTask(toast);
  const start = useImportTask(found.id);
  const { kind, state, counts } = found;
  const n = (count: number) => groupDigits(String(count));

  if (task && isOpen(task)) {
    const undoing = task.kind === "importRevert";
    const stop = async () => {
      const text = t(undoing ? "revert.cancelText" : found.mode === "allOrNothing" ? "run.cancelWhole" : "run.cancelText");
      if (await confirm({ title: t(undoing ? "revert.cancelTitle" : "run.cancelTitle"), text, verb: t("task.cancel") })) cancel.mutate(task.id);
    };
    return (
      <>
        <section className={css.section}>
          <h2>{t(undoing ? "revert.running" : "run.running")}</h2>
          <TaskProgress task={task} unreachable={unreachable} />
          <p className={css.hint}>
            {t("task.leaveHint")} <Link to="/background-tasks">{t("tasks.title")}</Link>
          </p>
        </section>
        <div className={css.bar}>
          <Button disabled={task.cancelling} loading={cancel.isPending} onClick={() => void stop()}>
            {t("task.cancel")}
          </Button>
        </div>
      </>
    );
  }

  const revert = async () => {
    // A revert that was broken off: what is left of the created and the changed nobody counts apart.
    const begun = counts.reverted + counts.kept > 0;
    const text = [
      !begun && counts.created > 0 && t(`revert.created.${kind}`, { n: n(counts.created) }),
      !begun && counts.updated > 0 && t("revert.updated", { n: n(counts.updated) }),
      begun && t("revert.rest"),
      t(`revert.kept.${kind}`),
    ];
    const agreed = await confirm({
      title: t("revert.title"),
      text: (
        <ul className={css.consequences}>
          {text.filter(Boolean).map((line) => (
            <li key={String(line)}>{line}</li>
          ))}
        </ul>
      ),
      verb: t("revert.verb"),
    });
    if (agreed) start.mutate("revert");
  };
  const early = task && (task.kind === "importRun" || task.kind === "importRevert") && task.state !== "done" ? task : undefined;
  const there = kind === "people" ? "/admin/people" : `/forms/${found.formId}/records`;
  return (
    <>
      <section className={css.section} aria-labelledby="result">
        <h2 id="result">{t(`result.${state === "imported" && early?.kind === "importRevert" ? "partlyReverted" : state === "imported" && early ? "partlyImported" : state}`)}</h2>
        {early && <Alert type="warning" showIcon title={early.problem?.message ?? t(early.kind === "importRun" ? (state === "refused" ? "run.wasCancelledWhole" : "run.wasCancelled") : "revert.wasCancelled")} />}
        <Figures found={found} tense={state === "reverted" ? "undone" : state === "refused" ? "would" : "did"} />
        {state === "imported" && <p className={css.hint}>{t("revert.until")}</p>}
        {state === "refused" && <p className={css.hint}>{t("result.refusedHint")}</p>}
      </section>
      {kind === "people" && state === "imported" && <Passwords id={found.id} left={found.passwordsLeft ?? 0} />}
      <Report found={found} title={t(state === "reverted" ? "report.titleKept" : "report.titleLeftOut")} />
      <div className={css.bar}>
        {state === "imported" ? (
          <Button danger icon={<RotateCcw size={16} aria-hidden />} loading={start.isPending} onClick={() => void revert()}>
            {t("revert.button")}
          </Button>
        ) : (
          <Button onClick={onBack}>{t("check.back")}</Button>
        )}
        <ButtonLink to={uploadPath(found, counts.bad > 0 ? found.id : undefined)}>{t(counts.bad > 0 ? "check.correct" : "result.another")}</ButtonLink>
        <ButtonLink to={there} type="primary">{t(`result.see.${kind}`)}</ButtonLink>
      </div>
    </>
  );
}
