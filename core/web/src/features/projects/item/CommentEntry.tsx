// One comment: who said what, to whom, with which files; changed and taken back by who said it.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Dropdown } from "antd";
import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ok } from "@/api";
import { useMe } from "@/app/me";
import { FileLinks } from "@/approval/steps";
import { DateTime, IconButton, PersonAvatar, useConfirmDanger } from "@/ui";
import { useRefusal } from "../parts/useRefusal";
import type { WorkItemDetail } from "../queries";
import { useProject } from "../useProject";
import { CommentBox } from "./CommentBox";
import itemCss from "./item.module.css";
import css from "./talk.module.css";
import { namedIn, partsOf } from "./mentions";
import type { Comment } from "./queries";
import { Reactions } from "./Reactions";

interface Props {
  item: WorkItemDetail;
  comment: Comment;
  /** Whether the address means this one. */
  meant: boolean;
}

export function CommentEntry({ item, comment, meant }: Props) {
  const { t } = useTranslation("projects");
  const { project, members } = useProject();
  const me = useMe().user.id;
  const client = useQueryClient();
  const refuse = useRefusal();
  const confirm = useConfirmDanger();
  const [editing, setEditing] = useState(false);
  const path = { id: item.id, commentId: comment.id };
  const refresh = () => client.invalidateQueries({ queryKey: ["workItem", item.id] });
  const own = comment.author.id === me;

  const edit = useMutation({
    mutationFn: (text: string) => {
      const body = { text, mentions: namedIn(text, [...members.map((m) => m.user), ...comment.mentions]) };
      return ok(api.PATCH("/work-items/{id}/comments/{commentId}", { params: { path }, body }));
    },
    onSuccess: () => {
      setEditing(false);
      return refresh();
    },
    onError: refuse,
  });
  const remove = useMutation({
    mutationFn: async () => {
      await api.DELETE("/work-items/{id}/comments/{commentId}", { params: { path } });
    },
    onSuccess: refresh,
    onError: refuse,
  });
  const askRemove = async () => {
    if (await confirm({ title: t("item.askRemoveComment"), text: t("item.askRemoveCommentText"), verb: t("item.delete") })) remove.mutate();
  };
  const deeds = [
    ...(own ? [{ key: "edit", label: t("item.editComment"), icon: <Pencil size={14} aria-hidden /> }] : []),
    ...(own || project.can.arrange
      ? [{ key: "delete", label: t("item.delete"), icon: <Trash2 size={14} aria-hidden />, danger: true }]
      : []),
  ];
  return (
    <li id={comment.id} className={css.entry} data-meant={meant || undefined}>
      <PersonAvatar person={comment.author} />
      <div>
        <p className={css.said}>
          <b>{comment.author.name}</b>
          <DateTime value={comment.at} className={itemCss.quiet ?? ""} />
          {comment.editedAt && <span className={itemCss.quiet}>{t("item.edited")}</span>}
          {item.can.comment && deeds.length > 0 && !editing && (
            <Dropdown
              trigger={["click"]}
              menu={{ items: deeds, onClick: ({ key }) => (key === "edit" ? setEditing(true) : void askRemove()) }}
            >
              <span className={css.entryMenu}>
                <IconButton size="small" icon={Ellipsis} iconSize={14} label={t("item.commentMenu", { name: comment.author.name })} />
              </span>
            </Dropdown>
          )}
        </p>
        {editing ? (
          <CommentBox
            label={t("item.editComment")}
            verb={t("item.save")}
            start={comment.text}
            onSubmit={(text) => edit.mutateAsync(text)}
            onCancel={() => setEditing(false)}
          />
        ) : (
          <p className={css.commentText}>
            {partsOf(comment.text, comment.mentions).map(({ text, person }, n) =>
              person ? (
                <span key={n} className={css.mention} data-me={person.id === me || undefined}>
                  {text}
                </span>
              ) : (
                text
              ),
            )}
          </p>
        )}
        <FileLinks files={comment.files} />
        <Reactions item={item} comment={comment} />
      </div>
    </li>
  );
}
