// `/imports/{id}`: one file on its way in, step by step; each step has an address, and a task at work shows wherever
// one comes back.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Steps } from "antd";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { useCrumbs } from "@/app/crumbs";
import { isOpen, type Task, taskQuery } from "@/exchange/tasks";
import { usePickText } from "@/i18n/usePickText";
import { DateTime, ErrorState, formatBytes, ListSkeleton, Page, PageHeader, useIsPhone } from "@/ui";
import { CheckStep } from "./CheckStep";
import { ColumnsStep } from "./ColumnsStep";
import css from "./exchange.module.css";
import { formQuery, type Import, importQuery } from "./queries";
import { ResultStep } from "./ResultStep";
import { isReachable, shownStep, type Step, STEPS } from "./steps";

export default function ImportPage() {
  const { id = "" } = useParams();
  const found = useQuery(importQuery(id));
  // Whatever was loaded stays on the screen when a later question fails.
  if (found.data) return <Standing key={id} found={found.data} />;
  return <Absent>{found.isError ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : <ListSkeleton rows={10} />}</Absent>;
}

function Absent({ children }: { children: ReactNode }) {
  const { t } = useTranslation("exchange");
  useCrumbs({ label: t("import.crumb") });
  return children;
}

function Standing({ found }: { found: Import }) {
  const { t } = useTranslation("exchange");
  const pick = usePickText();
  const phone = useIsPhone();
  const [params, setParams] = useSearchParams();
  const form = useQuery({ ...formQuery(found.formId ?? ""), enabled: Boolean(found.formId) });
  const task = useLastTask(found);
  const name = found.kind === "people" ? t("people.title") : pick(form.data?.name);
  const title = found.kind === "people" ? t("import.titlePeople") : t("import.titleRecords", { form: name });
  useCrumbs({ label: name, to: found.kind === "people" ? "/admin/people" : `/forms/${found.formId}/records` }, { label: t("import.crumb") });

  const step = shownStep(params.get("step"), found, task.data);
  const go = (next: Step) => setParams({ step: next });
  const current = STEPS.indexOf(step) + 1;
  const known = task.data !== undefined || !found.taskId || task.isError;
  // Without fields in a draft there is nothing to map: the right to bring in is gone.
  const withdrawn = found.fields.length === 0 && found.state !== "imported";
  return (
    <Page reading>
      <PageHeader
        title={title}
        sub={
          <span className={css.source}>
            <span className="ellipsis">{found.file.name}</span>
            <span>
              · {formatBytes(found.file.size)} · <DateTime value={found.createdAt} />
            </span>
          </span>
        }
      />
      {phone ? (
        <p className={css.hint}>{t("step.place", { n: current + 1, of: STEPS.length + 1, name: t(`step.${step}`) })}</p>
      ) : (
        <Steps
          size="small"
          className={css.steps ?? ""}
          current={current}
          onChange={(at) => {
            const next = STEPS[at - 1];
            if (next) go(next);
          }}
          items={[
            { title: t("step.file"), disabled: true },
            ...STEPS.map((one) => ({ title: t(`step.${one}`), disabled: !isReachable(one, found, task.data) })),
          ]}
        />
      )}
      {withdrawn && <Alert type="warning" showIcon title={t("import.withdrawn")} />}
      {!known ? (
        <ListSkeleton rows={6} />
      ) : step === "columns" ? (
        <ColumnsStep found={found} last={task.data} mayUpdate={found.kind === "people" || form.data?.rights.update !== false} onStarted={() => go("check")} />
      ) : step === "check" ? (
        <CheckStep found={found} task={task.data} unreachable={task.isError} onBack={() => go("columns")} onStarted={() => go("result")} />
      ) : (
        <ResultStep found={found} task={task.data} unreachable={task.isError} onBack={() => go("columns")} />
      )}
    </Page>
  );
}

/** The task that works on the import or worked on it last; when it ends, the import has changed. */
function useLastTask(found: Import) {
  const client = useQueryClient();
  const task = useQuery({ ...taskQuery(found.taskId ?? ""), enabled: Boolean(found.taskId) });
  const state = task.data?.state;
  const before = useRef<Task["state"]>(undefined);
  useEffect(() => {
    if (before.current && isOpen({ state: before.current }) && state && !isOpen({ state }))
      void Promise.all(["import", "imports", "backgroundTasks", "people", "records"].map((key) => client.invalidateQueries({ queryKey: [key] })));
    before.current = state;
  }, [client, state]);
  return task;
}
