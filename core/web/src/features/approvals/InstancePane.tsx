// One document with its process and comments, and the bar that decides.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Instance, ProblemItem, TaskDetail } from "@/api";
import { instanceQuery } from "@/approval";
import { Process } from "@/approval/steps";
import { useMe } from "@/app/me";
import { usePickText } from "@/i18n/usePickText";
import { useKeepOpened } from "@/palette/recent";
import { PreviewPlace } from "@/preview";
import { ErrorState, ListSkeleton, useIsPhone } from "@/ui";
import { ActionBar } from "./ActionBar";
import css from "./approvals.module.css";
import { Comments } from "./Comments";
import { rebased } from "./changes";
import { DecisionBar } from "./DecisionBar";
import { DocumentBody } from "./DocumentBody";
import { DocumentHead } from "./DocumentHead";
import { History } from "./History";

/** A project is founded within seconds; one that could not be waits for somebody. */
const ON_ITS_WAY_MS = 2_000;
const HINDERED_MS = 15_000;

interface InstancePaneProps {
  id: string;
  taskId?: string | undefined;
  onDecided: () => void;
  place?: string | undefined;
}

export function InstancePane({ id, taskId, onDecided, place }: InstancePaneProps) {
  const { t } = useTranslation("approvals");
  const { data, error, refetch } = useQuery({ ...instanceQuery(id), refetchInterval: ({ state }) => lookAgain(state.data?.project) });
  if (data) {
    return (
      <PreviewPlace>
        <Loaded key={data.myTasks[0]?.id} instance={data} taskId={taskId} onDecided={onDecided} place={place} />
      </PreviewPlace>
    );
  }
  return <div className={css.doc}>{error ? <ErrorState error={error} onRetry={() => void refetch()} wayOn={{ to: "/approvals/todo", label: t("toTodo") }} /> : <ListSkeleton rows={9} rowHeight={56} />}</div>;
}

/** Who is not in a project hears nothing of it live: its page looks again until it is there. */
function lookAgain(ordered: Instance["project"]): number | false {
  if (!ordered || ordered.founded || ordered.hindrance?.left) return false;
  return ordered.hindrance ? HINDERED_MS : ON_ITS_WAY_MS;
}

interface LoadedProps extends Omit<InstancePaneProps, "id"> {
  instance: Instance;
}

function Loaded({ instance, taskId, onDecided, place }: LoadedProps) {
  const { t } = useTranslation("approvals");
  const me = useMe();
  const phone = useIsPhone();
  const pick = usePickText();
  useKeepOpened("instance", instance.id, instance.title, pick(instance.flowName), `/approvals/done/${instance.id}`);
  const open = instance.myTasks.filter((task) => task.state === "open");
  const task: TaskDetail | undefined = open.find((one) => one.id === taskId) ?? open[0];
  const [resubmitting, setResubmitting] = useState(task?.nodeKind === "resubmit");
  const [data, setData] = useState<Record<string, unknown>>(instance.data);
  const [base, setBase] = useState(instance.data);
  if (base !== instance.data) {
    // A colleague changed it meanwhile: what is sent later must be one's own changes only.
    setBase(instance.data);
    setData(rebased(base, data, instance.data));
  }
  const [issues, setIssues] = useState<ProblemItem[]>([]);

  const jump = (anchor: string) => document.getElementById(anchor)?.scrollIntoView({ behavior: "smooth", block: "start" });
  const done = instance.steps.filter((step) => step.status !== "waiting").length;

  return (
    <div className={css.open} data-own-bottom-bar>
      <article className={css.doc} aria-labelledby="document-title">
        {phone && (
          <nav className={css.jump} aria-label={t("jump.label")}>
            <button type="button" onClick={() => jump("document-title")}>
              {t("jump.document")}
            </button>
            <button type="button" onClick={() => jump("process")}>
              {t("jump.process")}
              <small>
                {done}/{instance.steps.length + instance.upcoming.length}
              </small>
            </button>
            <button type="button" onClick={() => jump("comments")}>
              {t("jump.comments")}
              <small>{instance.comments.length}</small>
            </button>
          </nav>
        )}
        <DocumentHead instance={instance} task={task} place={place} />
        <DocumentBody instance={instance} task={task} resubmitting={resubmitting} data={data} onChange={setData} issues={issues} />
      </article>
      <aside className={css.side} aria-label={t("process")}>
        <section id="process">
          <h2>
            {t("process")}
            <small>{t("flowVersion", { version: instance.version })}</small>
          </h2>
          <Process steps={instance.steps} upcoming={instance.upcoming} schema={instance.schema} myId={me.user.id} />
        </section>
        <Comments instance={instance} />
        <History events={instance.events} schema={instance.schema} />
      </aside>
      {task && task.nodeKind !== "resubmit" ? (
        <DecisionBar key={task.id} instance={instance} task={task} data={data} onIssues={setIssues} onDecided={onDecided} />
      ) : (
        <ActionBar instance={instance} task={task} data={data} resubmitting={resubmitting} onResubmitting={setResubmitting} onIssues={setIssues} onDone={onDecided} />
      )}
    </div>
  );
}
