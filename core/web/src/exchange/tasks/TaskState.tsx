// How a task stands: an icon and a word.

import { Ban } from "lucide-react";
import { useTranslation } from "react-i18next";
import { StatusTag, type Tone } from "@/ui";
import type { Task } from "./tasks";

const TONES: Record<Task["state"], Tone> = { queued: "waiting", running: "running", done: "done", failed: "failed", cancelled: "neutral" };

export function TaskState({ task }: { task: Pick<Task, "state" | "cancelling"> }) {
  const { t } = useTranslation("exchange");
  const tone = task.cancelling ? "waiting" : TONES[task.state];
  return (
    <StatusTag tone={tone} plain {...(task.state === "cancelled" ? { icon: Ban } : {})}>
      {t(task.cancelling ? "task.cancelling" : `task.state.${task.state}`)}
    </StatusTag>
  );
}
