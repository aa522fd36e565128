// What people say beside the decisions, with files. Ctrl Enter sends.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { FileText, Paperclip, X } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type FileInfo, fileUrl, type Instance, ok, uploadFile } from "@/api";
import { instanceQuery } from "@/approval";
import { DateTime, formatBytes, IconButton, PersonAvatar, useProblemToast } from "@/ui";
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
              {comment.files.map((file) => (
                <a key={file.id} href={fileUrl(file.id)} className={css.file}>
                  <FileText size={14} strokeWidth={1.5} aria-hidden />
                  {file.name} <span className={css.faint}>{formatBytes(file.size)}</span>
                </a>
              ))}
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
  const [files, setFiles] = useState<FileInfo[]>([]);

  const upload = useMutation({
    mutationFn: (chosen: File[]) => Promise.all(chosen.map((file) => uploadFile(file, file.name))),
    onSuccess: (uploaded) => setFiles((old) => [...old, ...uploaded]),
    onError: toast,
  });
  const send = useMutation({
    mutationFn: () => {
      const body = { text: text.trim(), files: files.map((file) => file.id) };
      return ok(api.POST("/instances/{id}/comments", { params: { path: { id: instanceId } }, body }));
    },
    onSuccess: () => {
      setText("");
      setFiles([]);
      return client.invalidateQueries({ queryKey: instanceQuery(instanceId).queryKey });
    },
    onError: toast,
  });
  const ready = text.trim() !== "" && !upload.isPending;

  return (
    <div className={css.newComment}>
      <Input.TextArea
        autoSize={{ minRows: 1, maxRows: 6 }}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && ready) send.mutate();
        }}
        placeholder={t("comments.placeholder")}
        aria-label={t("comments.placeholder")}
      />
      {files.map((file) => (
        <span key={file.id} className={css.file}>
          <FileText size={14} strokeWidth={1.5} aria-hidden />
          <span className="ellipsis">{file.name}</span>
          <IconButton size="small" icon={X} iconSize={14} label={t("comments.dropFile", { name: file.name })} onClick={() => setFiles(files.filter((other) => other.id !== file.id))} />
        </span>
      ))}
      {(text || files.length > 0 || upload.isPending) && (
        <div className={css.commentTools}>
          <input
            ref={fileInput}
            type="file"
            multiple
            hidden
            onChange={(event) => {
              upload.mutate([...(event.target.files ?? [])]);
              event.target.value = "";
            }}
          />
          <Button size="small" type="text" loading={upload.isPending} icon={<Paperclip size={14} strokeWidth={1.5} aria-hidden />} onClick={() => fileInput.current?.click()}>
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
