// What the initiator and administrators may do with a document that waits for somebody else, came back, or ended.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api, type Instance, isProblem, ok, type ProblemItem, type TaskDetail } from "@/api";
import { NextPeople } from "@/approval";
import { useCan, useMe } from "@/app/me";
import { Sheet, useProblemToast } from "@/ui";
import { contentForNew } from "./again";
import css from "./approvals.module.css";

type Action = "withdraw" | "terminate";

/** Ended without what the initiator wanted: they may begin anew with what they filled in. */
const FRUITLESS = new Set(["rejected", "withdrawn", "terminated"]);

interface ActionBarProps {
  instance: Instance;
  /** The to-do by which it came back, when it did. */
  task: TaskDetail | undefined;
  data: Record<string, unknown>;
  resubmitting: boolean;
  onResubmitting: (on: boolean) => void;
  onIssues: (issues: ProblemItem[]) => void;
  onDone: () => void;
}

export function ActionBar({ instance, task, data, resubmitting, onResubmitting, onIssues, onDone }: ActionBarProps) {
  const { t } = useTranslation("approvals");
  const { message } = App.useApp();
  const client = useQueryClient();
  const toast = useProblemToast();
  const navigate = useNavigate();
  const me = useMe();
  const may = useCan();
  const [asking, setAsking] = useState<Action>();
  const [comment, setComment] = useState("");
  const { can } = instance;
  const path = { path: { id: instance.id } };
  const refresh = () => Promise.all(["tasks", "instances", "instance", "copies", "counts"].map((key) => client.invalidateQueries({ queryKey: [key] })));

  const act = useMutation({
    mutationFn: (action: Action) => {
      const call = { params: path, body: { comment: comment.trim() } };
      return action === "withdraw" ? ok(api.POST("/instances/{id}/withdraw", call)) : ok(api.POST("/instances/{id}/terminate", call));
    },
    onSuccess: (_, action) => {
      void message.success(t(`acted.${action}`));
      setAsking(undefined);
      return refresh();
    },
    onError: toast,
  });
  const resubmit = useMutation({
    mutationFn: () => ok(api.POST("/instances/{id}/resubmit", { params: path, body: { data } })),
    onSuccess: () => {
      void message.success(t("acted.resubmit"));
      onResubmitting(false);
      onDone();
      return refresh();
    },
    onError: (error) => {
      if (isProblem(error) && error.errors.length > 0) onIssues(error.errors);
      else toast(error);
    },
  });

  const again = useMutation({
    mutationFn: async () => {
      const department = me.departments.find((membership) => membership.department.id === instance.department?.id)?.department.id;
      const { data: content, filesLeft } = contentForNew(instance.schema, instance.data);
      const draft = await ok(api.POST("/drafts", { body: { flowKey: instance.flowKey, data: content, ...(department && { departmentId: department }) } }));
      return { draft, filesLeft };
    },
    onSuccess: ({ draft, filesLeft }) => {
      if (filesLeft) void message.info(t("again.files"));
      for (const key of ["drafts", "counts"]) void client.invalidateQueries({ queryKey: [key] });
      void navigate(`/start/${instance.flowKey}?draft=${draft.id}`);
    },
    onError: toast,
  });

  const mayStartAgain = FRUITLESS.has(instance.status) && instance.initiator.id === me.user.id && may("flows.start");
  const mayResubmit = can.resubmit || task?.nodeKind === "resubmit";
  if (!can.withdraw && !can.terminate && !mayResubmit && !mayStartAgain) return null;
  return (
    <div className={css.bar} role="group" aria-label={t("actions")}>
      <span className={css.next}>{task && <NextPeople next={task.next} after="submit" />}</span>
      <span className={css.space} />
      {can.terminate && instance.status === "running" && (
        <Button danger type="text" onClick={() => setAsking("terminate")}>
          {t("terminate")}
        </Button>
      )}
      {can.withdraw && (
        <Button className={css.no} onClick={() => setAsking("withdraw")}>
          {t("withdraw")}
        </Button>
      )}
      {mayStartAgain && (
        <Button className={css.yes} loading={again.isPending} onClick={() => again.mutate()}>
          {t("again.action")}
        </Button>
      )}
      {mayResubmit && !resubmitting && (
        <Button type="primary" className={css.yes} onClick={() => onResubmitting(true)}>
          {t("edit")}
        </Button>
      )}
      {mayResubmit && resubmitting && (
        <>
          {!task && (
            <Button className={css.no} onClick={() => onResubmitting(false)}>
              {t("cancel")}
            </Button>
          )}
          <Button type="primary" className={css.yes} loading={resubmit.isPending} onClick={() => resubmit.mutate()}>
            {t("resubmit")}
          </Button>
        </>
      )}
      {asking && (
        <Sheet
          title={t("sheet.title", { verb: t(asking), title: instance.title })}
          onClose={() => setAsking(undefined)}
          footer={
            <>
              <Button onClick={() => setAsking(undefined)}>{t("cancel")}</Button>
              <Button type="primary" danger disabled={asking === "terminate" && !comment.trim()} loading={act.isPending} onClick={() => act.mutate(asking)}>
                {t(asking)}
              </Button>
            </>
          }
        >
          <div className={css.sheet}>
            <p>{t(`ask.${asking}`)}</p>
            <Input.TextArea rows={3} autoFocus value={comment} onChange={(event) => setComment(event.target.value)} placeholder={asking === "terminate" ? t("reason.required") : t("reason.optional")} aria-label={t("reason.label")} />
          </div>
        </Sheet>
      )}
    </div>
  );
}
