// One work item: what, in which project, how far, until when, and one tap to be done with it.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { Circle, CircleDot, Square } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePickText } from "@/i18n/usePickText";
import { StatusTag, useProblemToast } from "@/ui";
import { DueDay } from "./DueDay";
import type { WorkItem } from "./entries";
import { finishItem } from "./queries";
import css from "./workbench.module.css";

export function WorkRow({ item }: { item: WorkItem }) {
  const { t } = useTranslation("workbench");
  const pick = usePickText();
  const client = useQueryClient();
  const toast = useProblemToast();
  const to = `/projects/${item.projectId}/items/${item.id}`;
  const refresh = (keys: string[]) => Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: [key] })));
  const finish = useMutation({
    mutationFn: () => finishItem(item),
    onSuccess: refresh,
    onError: (error) => {
      toast(error);
      void refresh(["myWork"]);
    },
  });
  return (
    <li className={css.item}>
      <span className={css.kind}>
        <Square size={16} aria-hidden />
        <span>{t("kindOf.item")}</span>
      </span>
      <Link to={to} className={css.subject}>
        <span className="ellipsis">{item.title}</span>
        <small>{item.key}</small>
      </Link>
      <span className={css.amount}>
        <StatusTag tone={item.category === "doing" ? "running" : "neutral"} icon={item.category === "doing" ? CircleDot : Circle} plain>
          {pick(item.statusName)}
        </StatusTag>
      </span>
      <span className={css.who}>
        <span className="ellipsis">{item.projectName}</span>
      </span>
      <span className={css.due}>
        <DueDay item={item} />
      </span>
      <span className={css.phoneFacts}>
        <DueDay item={item} />
        <span className="ellipsis">
          {pick(item.statusName)} · {item.key} · {item.projectName}
        </span>
      </span>
      <span className={css.action}>
        {item.finish ? (
          <Button size="small" loading={finish.isPending} onClick={() => finish.mutate()} aria-label={t("act.finishTitle", { title: item.title })}>
            {t("act.finish")}
          </Button>
        ) : (
          <Link to={to} className={css.quiet}>
            {t("act.open")}
          </Link>
        )}
      </span>
    </li>
  );
}
