// `/background-tasks`: the long tasks of the signed-in person, those at work and those that ended.

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Segmented } from "antd";
import { FileSearch, FileDown, FileUp, ListChecks, type LucideIcon, RotateCcw, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { useCrumbs } from "@/app/crumbs";
import { countsRows, isOpen, type Task, TaskBar, tasksQuery, TaskState, useCancelTask } from "@/exchange/tasks";
import { usePickText } from "@/i18n/usePickText";
import { DateTime, EmptyState, ErrorState, groupDigits, IconButton, ListSkeleton, LoadMore, Page, PageHeader, useIsPhone, useProblemToast } from "@/ui";
import css from "./exchange.module.css";
import { formsQuery, type ImportSummary, importsQuery } from "./queries";
import { TaskOutcome } from "./TaskOutcome";

const ICONS: Record<Task["kind"], LucideIcon> = { importCheck: FileSearch, importRun: FileUp, importRevert: RotateCcw, export: FileDown };

export default function TasksPage() {
  const { t } = useTranslation("exchange");
  const phone = useIsPhone();
  const [params, setParams] = useSearchParams();
  const open = params.get("open") === "1";
  useCrumbs({ label: t("tasks.title") });
  const list = useInfiniteQuery(tasksQuery(open));
  const toast = useProblemToast();
  const cancel = useCancelTask(toast);
  const imports = useQuery(importsQuery).data?.items;
  const source = (task: Task) => imports?.find(({ id }) => id === task.importId);
  const subject = useSubject(source);
  const tasks = list.data?.pages.flatMap((page) => page.items) ?? [];

  const stop = (task: Task) =>
    isOpen(task) && (
      <IconButton
        icon={X}
        label={t("tasks.cancel", { name: t(`task.kind.${task.kind}`) })}
        disabled={task.cancelling || (cancel.isPending && cancel.variables === task.id)}
        onClick={() => cancel.mutate(task.id)}
      />
    );
  const what = (task: Task): ReactNode => {
    const Icon = ICONS[task.kind];
    const name = subject(task);
    return (
      <span className={css.taskName}>
        <Icon size={16} aria-hidden />
        <span className={css.taskText}>
          {task.importId ? <Link to={`/imports/${task.importId}`}>{t(`task.kind.${task.kind}`)}</Link> : t(`task.kind.${task.kind}`)}
          {name && <span className={`${css.hint} ellipsis`}>{name}</span>}
        </span>
      </span>
    );
  };
  return (
    <Page>
      <PageHeader
        title={t("tasks.title")}
        sub={t("tasks.sub")}
        actions={
          <Segmented
            aria-label={t("tasks.which")}
            value={open ? "open" : "all"}
            options={(["all", "open"] as const).map((value) => ({ value, label: t(`tasks.filter.${value}`) }))}
            onChange={(value) => setParams(value === "open" ? { open: "1" } : {}, { replace: true })}
          />
        }
      />
      {list.isError && !list.data ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <ListSkeleton />
      ) : tasks.length === 0 ? (
        <EmptyState icon={ListChecks} title={t(open ? "tasks.noneOpen" : "tasks.none")}>
          {t("tasks.noneText")}
        </EmptyState>
      ) : phone ? (
        <ul className={css.taskList} aria-label={t("tasks.title")}>
          {tasks.map((task) => (
            <li key={task.id}>
              <div className={css.taskHead}>
                {what(task)}
                {stop(task)}
              </div>
              <div className={css.taskFacts}>
                <TaskState task={task} />
                <span className={css.hint}>
                  <DateTime value={task.createdAt} />
                </span>
              </div>
              {task.state !== "done" && <Progressed task={task} />}
              <TaskOutcome task={task} source={source(task)} />
            </li>
          ))}
        </ul>
      ) : (
        <table className={css.tasks} aria-label={t("tasks.title")}>
          <thead>
            <tr>
              <th scope="col">{t("tasks.what")}</th>
              <th scope="col">{t("tasks.state")}</th>
              <th scope="col">{t("tasks.progress")}</th>
              <th scope="col">{t("tasks.when")}</th>
              <th scope="col">{t("tasks.outcome")}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {tasks.map((task) => (
              <tr key={task.id}>
                <td>{what(task)}</td>
                <td>
                  <TaskState task={task} />
                </td>
                <td>
                  <Progressed task={task} />
                </td>
                <td>
                  <DateTime value={task.createdAt} />
                </td>
                <td>
                  <TaskOutcome task={task} source={source(task)} />
                </td>
                <td>{stop(task)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {list.isError && list.data && <p className={css.hint}>{t("task.unreachable")}</p>}
      <LoadMore hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </Page>
  );
}

function Progressed({ task }: { task: Task }) {
  const { t } = useTranslation("exchange");
  return (
    <>
      {isOpen(task) && <TaskBar task={task} />}
      {countsRows(task) && <span className={css.hint}>{t("task.rows", { done: groupDigits(String(task.done)), total: groupDigits(String(task.total)) })}</span>}
    </>
  );
}

/** What a task is about: its form, and the file that comes in. */
function useSubject(source: (task: Task) => ImportSummary | undefined): (task: Task) => string {
  const { t } = useTranslation("exchange");
  const pick = usePickText();
  const forms = useQuery(formsQuery).data?.items ?? [];
  return (task) => {
    const form = forms.find(({ id }) => id === task.formId);
    const about = form ? pick(form.name) : task.formId ? "" : t("people.title");
    return [about, source(task)?.fileName].filter(Boolean).join(" · ");
  };
}
