// What people say beside the decisions, with files. Ctrl Enter sends.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { Paperclip } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type Instance, ok } from "@/api";
import { instanceQuery } from "@/approval";
import { FileLinks } from "@/approval/steps";
import { AttachmentList, useAttachments } from "@/form";
import { DateTime, PersonAvatar, useProblemToast } from "@/ui";
import css from "./approvals.module.css";

export function Comments({ instance }: { instance: Instance }) {
  const { t } = useTranslation("approvals");
  return (
    <section id="comments" className={css.comments}>
      <h2>
        {t("comments.title")}
        {instance.comments.length > 0 && <small>{instance.comments.length}</small>}
      </h2>
      <ul>
        {instance.comments.map((comment) => (
          <li key={comment.id} className={css.comment}>
            <PersonAvatar person={comment.author} />
            <div>
              <p className={css.commentHead}>
                <b>{comment.author.name}</b>
                <DateTime value={comment.at} className={css.faint} />
              </p>
              <p className={css.commentText}>{comment.text}</p>
              <FileLinks files={comment.files} />
            </div>
          </li>
        ))}
      </ul>
      {instance.can.comment && <NewComment instanceId={instance.id} />}
    </section>
  );
}

function NewComment({ instanceId }: { instanceId: string }) {
  const { t } = useTranslation("approvals");
  const client = useQueryClient();
  const toast = useProblemToast();
  const fileInput = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const attachments = useAttachments();

  const send = useMutation({
    mutationFn: () => {
      const body = { text: text.trim(), files: attachments.files.map((file) => file.id) };
      return ok(api.POST("/instances/{id}/comments", { params: { path: { id: instanceId } }, body }));
    },
    onSuccess: () => {
      setText("");
      attachments.clear();
      return client.invalidateQueries({ queryKey: instanceQuery(instanceId).queryKey });
    },
    onError: toast,
  });
  const ready = text.trim() !== "" && attachments.settled && !send.isPending;
  const holds = attachments.files.length + attachments.uploads.length > 0;

  return (
    <div className={css.newComment}>
      <Input.TextArea
        autoSize={{ minRows: 1, maxRows: 6 }}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onPaste={(event) => attachments.add([...event.clipboardData.files])}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && ready) send.mutate();
        }}
        placeholder={t("comments.placeholder")}
        aria-label={t("comments.placeholder")}
      />
      <AttachmentList attachments={attachments} label={t("comments.files")} />
      {(text || holds) && (
        <div className={css.commentTools}>
          <input
            ref={fileInput}
            type="file"
            multiple
            hidden
            aria-label={t("comments.attach")}
            onChange={(event) => {
              attachments.add([...(event.target.files ?? [])]);
              event.target.value = "";
            }}
          />
          <Button size="small" type="text" icon={<Paperclip size={14} aria-hidden />} onClick={() => fileInput.current?.click()}>
            {t("comments.attach")}
          </Button>
          <Button size="small" disabled={!ready} loading={send.isPending} onClick={() => send.mutate()}>
            {t("comments.send")}
          </Button>
        </div>
      )}
    </div>
  );
}
