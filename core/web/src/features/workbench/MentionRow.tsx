// Somebody named me: who, about what, what they said. Opening it leads to the very comment and takes it off the list.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { AtSign } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api } from "@/api";
import { DateTime } from "@/ui";
import type { Mention } from "./entries";
import css from "./workbench.module.css";

export function MentionRow({ mention }: { mention: Mention }) {
  const { t } = useTranslation("workbench");
  const client = useQueryClient();
  const read = useMutation({
    mutationFn: () => api.POST("/notifications/{id}/read", { params: { path: { id: mention.id } } }),
    onSuccess: () => Promise.all(["notifications", "counts"].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
  return (
    <li className={css.item}>
      <span className={css.kind}>
        <AtSign size={16} aria-hidden />
        <span>{t("kindOf.mention")}</span>
      </span>
      <Link to={mention.link} className={`${css.subject} ${css.wide}`} onClick={() => read.mutate()}>
        <span className={css.title}>{mention.title}</span>
        <small className={css.said}>{mention.body}</small>
      </Link>
      <span className={css.due}>
        <DateTime value={mention.createdAt} className={css.faint} />
      </span>
      <span className={css.phoneFacts}>
        <DateTime value={mention.createdAt} />
        <span className="ellipsis">{mention.body}</span>
      </span>
      <span className={css.action}>
        <Button size="small" loading={read.isPending} onClick={() => read.mutate()} aria-label={t("act.readTitle", { title: mention.title })}>
          {t("act.read")}
        </Button>
      </span>
    </li>
  );
}
