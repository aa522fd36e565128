// The file that a task made: its name to fetch it, until when, and what did not fit into it.

import { FileDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { fileUrl } from "@/api";
import { DateTime, formatBytes } from "@/ui";
import css from "../exchange.module.css";
import type { Task } from "./tasks";

export function TaskFile({ task }: { task: Task }) {
  const { t } = useTranslation("exchange");
  if (task.kind !== "export" || task.state !== "done") return null;
  if (!task.file) return <p className={css.quiet}>{t("file.gone")}</p>;
  return (
    <div>
      <a className={css.file} href={fileUrl(task.file.id)} download={task.file.name}>
        <FileDown size={16} aria-hidden />
        <span className="ellipsis">{task.file.name}</span>
      </a>
      <p className={css.quiet}>
        {formatBytes(task.file.size)}
        {task.fileExpiresAt && (
          <>
            {" · "}
            {t("file.until")} <DateTime value={task.fileExpiresAt} within />
          </>
        )}
      </p>
      {task.cellsCut != null && <p className={css.quiet}>{t("file.cut", { count: task.cellsCut })}</p>}
    </div>
  );
}
