// What people feel about a comment, at one press, shown at once.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Popover, Tooltip } from "antd";
import { SmilePlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ok } from "@/api";
import { useMe } from "@/app/me";
import { IconButton } from "@/ui";
import { useRefusal } from "../parts/useRefusal";
import type { WorkItemDetail } from "../queries";
import css from "./talk.module.css";
import type { Comment } from "./queries";

const OFFERED = ["👍", "🎉", "✅", "👀", "❤️", "😄"];

export function Reactions({ item, comment }: { item: WorkItemDetail; comment: Comment }) {
  const { t } = useTranslation("projects");
  const me = useMe().user;
  const client = useQueryClient();
  const refuse = useRefusal();
  const [open, setOpen] = useState(false);
  const react = useMutation({
    mutationFn: (body: { emoji: string; on: boolean }) =>
      ok(
        api.PUT("/work-items/{id}/comments/{commentId}/reactions", {
          params: { path: { id: item.id, commentId: comment.id } },
          body,
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ["workItem", item.id, "comments"] }),
    onError: refuse,
  });
  const given = Object.entries(comment.reactions).filter(([, people]) => people.length > 0);
  const mine = (emoji: string) => (comment.reactions[emoji] ?? []).some((one) => one.id === me.id);
  const toggle = (emoji: string) => {
    setOpen(false);
    react.mutate({ emoji, on: !mine(emoji) });
  };
  if (given.length === 0 && !item.can.comment) return null;
  return (
    <div className={css.reactions}>
      {given.map(([emoji, people]) => {
        const names = people.map((one) => one.name).join(t("board.listSeparator"));
        return (
          <Tooltip key={emoji} title={names}>
            <button
              type="button"
              className={css.reaction}
              aria-pressed={mine(emoji)}
              aria-label={t("item.reaction", { emoji, names })}
              disabled={!item.can.comment || react.isPending}
              onClick={() => toggle(emoji)}
            >
              {emoji} {people.length}
            </button>
          </Tooltip>
        );
      })}
      {item.can.comment && (
        <Popover
          trigger="click"
          arrow={false}
          open={open}
          onOpenChange={setOpen}
          content={
            <div className={css.emojis}>
              {OFFERED.map((emoji) => (
                <button key={emoji} type="button" className={css.emoji} aria-pressed={mine(emoji)} onClick={() => toggle(emoji)}>
                  {emoji}
                </button>
              ))}
            </div>
          }
        >
          <IconButton className={css.react ?? ""} size="small" icon={SmilePlus} iconSize={14} label={t("item.react")} aria-expanded={open} />
        </Popover>
      )}
    </div>
  );
}
