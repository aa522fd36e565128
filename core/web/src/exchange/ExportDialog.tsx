// What the list shows, as a file: chosen, asked for, made in the background. It can be left; the end is told elsewhere.

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Checkbox, Radio, Segmented } from "antd";
import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api, fileUrl, ok, once } from "@/api";
import { ErrorState, groupDigits, ListSkeleton, problemText, Sheet, useProblemToast, useRequestKey } from "@/ui";
import css from "./exchange.module.css";
import { type ColumnChoice, columnsOf, type ExportChoice, type ExportSource, exportWish, isNarrowed } from "./exportWish";
import { isOpen, TaskFile, TaskProgress, taskQuery, useCancelTask, useFollowTask } from "./tasks";

interface ExportDialogProps {
  source: ExportSource;
  onClose: () => void;
}

export default function ExportDialog({ source, onClose }: ExportDialogProps) {
  const [taskId, setTaskId] = useState<string>();
  // Another round is another request, even when it asks for the same.
  const [round, setRound] = useState(0);
  if (taskId)
    return (
      <Making
        id={taskId}
        onClose={onClose}
        onAgain={() => {
          setRound(round + 1);
          setTaskId(undefined);
        }}
      />
    );
  return <Choosing source={source} round={round} onClose={onClose} onStart={setTaskId} />;
}

function Choosing({ source, round, onClose, onStart }: ExportDialogProps & { round: number; onStart: (taskId: string) => void }) {
  const { t } = useTranslation("exchange");
  const client = useQueryClient();
  const requestKey = useRequestKey();
  const [choice, setChoice] = useState<ExportChoice>({ format: "xlsx", columns: "shown", chosen: source.shown });
  const keys = columnsOf(source, choice);
  const start = useMutation({
    mutationFn: () => {
      const body = exportWish(source, choice);
      return ok(api.POST("/exports", { params: { header: once(requestKey([round, body])) }, body }));
    },
    onSuccess: (task) => {
      client.setQueryData(taskQuery(task.id).queryKey, task);
      void client.invalidateQueries({ queryKey: ["backgroundTasks"] });
      onStart(task.id);
    },
  });
  const set = (change: Partial<ExportChoice>) => setChoice((old) => ({ ...old, ...change }));
  return (
    <Sheet
      title={t(`export.title.${source.kind}`)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="primary" disabled={keys.length === 0} loading={start.isPending} onClick={() => start.mutate()}>
            {t("export.start")}
          </Button>
        </>
      }
    >
      <div className={css.dialog}>
        <p>
          <Extent source={source} />
        </p>
        {start.isError && <Alert type="error" showIcon title={problemText(start.error, t("export.refused"))} />}
        <div>
          <span className={css.label} id="export-format">
            {t("export.format")}
          </span>
          <Segmented<ExportChoice["format"]>
            aria-labelledby="export-format"
            value={choice.format}
            onChange={(format) => set({ format })}
            options={(["xlsx", "csv"] as const).map((value) => ({ value, label: t(`export.formats.${value}`) }))}
          />
        </div>
        <div>
          <span className={css.label} id="export-columns">
            {t("export.columns")}
          </span>
          <Radio.Group
            vertical
            aria-labelledby="export-columns"
            value={choice.columns}
            onChange={(event) => set({ columns: event.target.value as ColumnChoice })}
            options={[
              { value: "shown", label: t("export.shown", { count: columnsOf(source, { ...choice, columns: "shown" }).length }) },
              { value: "all", label: t("export.all", { count: source.columns.length }) },
              { value: "chosen", label: t("export.chosen") },
            ]}
          />
          {choice.columns === "chosen" && (
            <div className={css.columns} role="group" aria-label={t("export.chosen")}>
              {source.columns.map(({ key, label }) => (
                <Checkbox
                  key={key}
                  checked={choice.chosen.includes(key)}
                  onChange={(event) => set({ chosen: event.target.checked ? [...choice.chosen, key] : choice.chosen.filter((other) => other !== key) })}
                >
                  {label}
                </Checkbox>
              ))}
            </div>
          )}
          {keys.length === 0 && (
            <p className={css.error} role="alert">
              {t("export.noColumns")}
            </p>
          )}
        </div>
      </div>
    </Sheet>
  );
}

/** How much it will be, as a sentence. */
function Extent({ source }: { source: ExportSource }) {
  const { t } = useTranslation("exchange");
  const { kind, count, capped } = source;
  const which = isNarrowed(source) ? "matching" : "every";
  if (count === 0) return t(`export.${kind}.none`);
  if (count === undefined) return t(`export.${kind}.${which}Uncounted`);
  if (capped) return t(`export.${kind}.${which}Capped`, { n: groupDigits(String(count)) });
  return t(`export.${kind}.${which}`, { count, n: groupDigits(String(count)) });
}

function Making({ id, onClose, onAgain }: { id: string; onClose: () => void; onAgain: () => void }) {
  const { t } = useTranslation("exchange");
  const task = useQuery(taskQuery(id));
  const toast = useProblemToast();
  const cancel = useCancelTask(toast);
  const follow = useFollowTask();
  const { data } = task;
  const open = isOpen(data);
  const leave = () => {
    if (data && open) follow(data);
    onClose();
  };
  return (
    <Sheet
      title={t(open ? "export.making" : `export.ended.${data?.state === "done" ? "done" : "early"}`)}
      onClose={leave}
      footer={
        open ? (
          <>
            <Button disabled={data?.cancelling} loading={cancel.isPending} onClick={() => cancel.mutate(id)}>
              {t("task.cancel")}
            </Button>
            <Button type="primary" onClick={leave}>
              {t("task.leave")}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>{t("close")}</Button>
            {data?.file ? (
              <Button type="primary" className={css.footLink ?? ""} icon={<Download size={16} aria-hidden />} href={fileUrl(data.file.id)} download={data.file.name}>
                {t("download")}
              </Button>
            ) : (
              <Button type="primary" onClick={onAgain}>
                {t("export.again")}
              </Button>
            )}
          </>
        )
      }
    >
      {data ? (
        <div className={css.dialog}>
          <TaskProgress task={data} unreachable={task.isError} />
          <TaskFile task={data} />
          <p className={css.quiet}>
            {t(open ? "export.leaveHint" : "export.findHint")} <Link to="/background-tasks">{t("tasks.title")}</Link>
          </p>
        </div>
      ) : task.isError ? (
        <ErrorState error={task.error} onRetry={() => void task.refetch()} />
      ) : (
        <ListSkeleton rows={2} />
      )}
    </Sheet>
  );
}
