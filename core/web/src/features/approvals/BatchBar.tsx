// Deciding the chosen rows in one call; what happened to each is told row by row.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { CircleCheck, CircleX } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ok, type Schemas } from "@/api";
import { Sheet, StatusTag, useProblemToast } from "@/ui";
import css from "./approvals.module.css";
import type { QueueRow } from "./boxes";

type Verdict = "approve" | "reject";
interface Outcome {
  row: QueueRow;
  result: Schemas["BatchResult"] | undefined;
}

export function BatchBar({ rows, onDone }: { rows: QueueRow[]; onDone: () => void }) {
  const { t } = useTranslation("approvals");
  const client = useQueryClient();
  const toast = useProblemToast();
  const [asking, setAsking] = useState<Verdict>();
  const [comment, setComment] = useState("");
  const [outcomes, setOutcomes] = useState<Outcome[]>();

  const decide = useMutation({
    mutationFn: (verdict: Verdict) =>
      ok(api.POST("/tasks/batch", { body: { verdict, ids: rows.map((row) => row.id), ...(comment.trim() && { comment: comment.trim() }) } })),
    onSuccess: ({ results }) => {
      setOutcomes(rows.map((row) => ({ row, result: results.find((result) => result.id === row.id) })));
      setAsking(undefined);
      setComment("");
      onDone();
      return Promise.all(["tasks", "instances", "instance", "counts"].map((key) => client.invalidateQueries({ queryKey: [key] })));
    },
    onError: toast,
  });

  return (
    <div className={css.batch} role="group" aria-label={t("batch.enter")}>
      <span>{t("batch.chosen", { count: rows.length })}</span>
      <Button size="small" danger disabled={rows.length === 0} onClick={() => setAsking("reject")}>
        {t("reject")}
      </Button>
      <Button size="small" type="primary" disabled={rows.length === 0} onClick={() => setAsking("approve")}>
        {t("approve")}
      </Button>
      {asking && (
        <Sheet
          title={t(`batch.ask.${asking}`, { count: rows.length })}
          onClose={() => setAsking(undefined)}
          footer={
            <>
              <Button onClick={() => setAsking(undefined)}>{t("cancel")}</Button>
              <Button type="primary" danger={asking === "reject"} disabled={asking === "reject" && !comment.trim()} loading={decide.isPending} onClick={() => decide.mutate(asking)}>
                {t(asking)}
              </Button>
            </>
          }
        >
          <Input.TextArea
            autoFocus
            rows={3}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
            placeholder={asking === "reject" ? t("opinion.required") : t("opinion.optional")}
            aria-label={t("opinion.label")}
          />
          <p className={css.hint}>{t("batch.hint")}</p>
        </Sheet>
      )}
      {outcomes && (
        <Sheet
          title={t("batch.results", { ok: outcomes.filter(({ result }) => result?.ok).length, failed: outcomes.filter(({ result }) => !result?.ok).length })}
          onClose={() => setOutcomes(undefined)}
          footer={
            <Button type="primary" onClick={() => setOutcomes(undefined)}>
              {t("close")}
            </Button>
          }
        >
          <ul className={css.results}>
            {outcomes.map(({ row, result }) => (
              <li key={row.id}>
                <span className="ellipsis">{row.title}</span>
                {result?.ok ? (
                  <StatusTag tone="done" icon={CircleCheck} plain>
                    {t("batch.ok")}
                  </StatusTag>
                ) : (
                  <StatusTag tone="failed" icon={CircleX} plain>
                    {t("batch.failed")}
                  </StatusTag>
                )}
                {result?.problem && <small>{result.problem.detail || result.problem.title}</small>}
              </li>
            ))}
          </ul>
        </Sheet>
      )}
    </div>
  );
}
