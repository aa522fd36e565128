// A task that somebody walked away from: its end is told wherever they are by then.

import { QueryObserver, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { fileUrl } from "@/api";
import { isOpen, type Task, taskQuery } from "./tasks";

export function useFollowTask(): (task: Task) => void {
  const { t } = useTranslation("exchange");
  const { notification } = App.useApp();
  const client = useQueryClient();
  const navigate = useNavigate();
  return useCallback(
    ({ id }) => {
      const stop = new QueryObserver(client, taskQuery(id)).subscribe(({ data }) => {
        if (!data || isOpen(data)) return;
        stop();
        if (data.state === "cancelled") return;
        const done = data.state === "done";
        notification[done ? "success" : "error"]({
          key: id,
          title: t(done ? "follow.done" : "follow.failed"),
          description: data.file?.name ?? data.problem?.message,
          duration: false,
          actions: data.file ? (
            <Button type="primary" size="small" href={fileUrl(data.file.id)} download={data.file.name} onClick={() => notification.destroy(id)}>
              {t("download")}
            </Button>
          ) : (
            <Button
              size="small"
              onClick={() => {
                notification.destroy(id);
                void navigate("/background-tasks");
              }}
            >
              {t("tasks.title")}
            </Button>
          ),
        });
      });
    },
    [client, navigate, notification, t],
  );
}
