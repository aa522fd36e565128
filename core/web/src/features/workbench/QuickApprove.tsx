// Approves from the list: one question that shows who has it next. What demands more than a yes opens the document.
import { useQueryClient } from "@tanstack/react-query";
import { Button, Popconfirm } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { TaskDetail, TaskRow } from "@/api";
import { NextPeople, taskQuery, useDecide } from "@/approval";
import { usePickText } from "@/i18n/usePickText";
import { useProblemToast } from "@/ui";

export function QuickApprove({ task, to }: { task: TaskRow; to: string }) {
  const { t } = useTranslation("workbench");
  const pick = usePickText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const toast = useProblemToast();
  const decide = useDecide();
  const [detail, setDetail] = useState<TaskDetail>();
  const [loading, setLoading] = useState(false);

  const ask = async () => {
    setLoading(true);
    try {
      const found = await client.fetchQuery(taskQuery(task.id));
      const { commentOnApprove, signature } = found.demands;
      if (commentOnApprove || signature) void navigate(to);
      else setDetail(found);
    } catch (error) {
      toast(error);
    } finally {
      setLoading(false);
    }
  };

  return (
    <Popconfirm
      open={detail !== undefined}
      onOpenChange={(open) => !open && setDetail(undefined)}
      placement="topRight"
      icon={null}
      title={t("quick.ask", { title: task.title })}
      description={detail && <NextPeople next={detail.next} after="approve" />}
      okText={pick(detail?.buttons.approve) || t("quick.approve")}
      cancelText={t("quick.cancel")}
      onConfirm={() => decide.mutateAsync({ taskId: task.id, verdict: "approve" }).catch(() => undefined)}
    >
      <Button size="small" loading={loading || decide.isPending} onClick={() => void ask()} aria-label={t("quick.approveTitle", { title: task.title })}>
        {t("quick.approve")}
      </Button>
    </Popconfirm>
  );
}
