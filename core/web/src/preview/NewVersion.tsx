// A new version of a file: chosen, said what is new about it, uploaded. When somebody was faster, the upload waits until
// theirs was looked at.

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Progress } from "antd";
import { Upload } from "lucide-react";
import { useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem, uploadFile } from "@/api";
import { formatBytes } from "@/ui";
import type { PreviewFile } from "./kinds";
import css from "./versions.module.css";
import { addVersion, type FileVersions, versionsQuery } from "./versions";

/** As the server takes. */
const NOTE_MAX_CHARS = 500;
const WHOLE = 100;

interface Props {
  file: PreviewFile;
  versions: FileVersions;
  onChanged: (next: FileVersions) => void;
}

export function NewVersion({ file, versions, onChanged }: Props) {
  const { t } = useTranslation("preview");
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const noteId = useId();
  const [chosen, setChosen] = useState<File>();
  const [note, setNote] = useState("");
  const [share, setShare] = useState(0);
  /** Uploaded, and not taken up yet. */
  const uploaded = useRef<{ of: File; id: string } | undefined>(undefined);

  const send = useMutation({
    mutationFn: async (wish: File) => {
      if (uploaded.current?.of !== wish) {
        setShare(0);
        uploaded.current = { of: wish, id: (await uploadFile(wish, wish.name, { onProgress: setShare })).id };
      }
      return addVersion(file.id, versions.version, { file: uploaded.current.id, note: note.trim() });
    },
    onSuccess: (next) => {
      uploaded.current = undefined;
      setChosen(undefined);
      setNote("");
      onChanged(next);
    },
    onError: () => client.invalidateQueries({ queryKey: versionsQuery(file.id).queryKey }),
  });
  const reason = isProblem(send.error) ? (send.error.errors[0]?.message ?? send.error.message) : send.error ? t("failed") : undefined;

  return (
    <section className={css.fresh}>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t("versions.upload")}
        onChange={({ target }) => {
          send.reset();
          setChosen(target.files?.[0]);
          target.value = "";
        }}
      />
      {!chosen && (
        <Button block type="primary" icon={<Upload size={16} aria-hidden />} onClick={() => input.current?.click()}>
          {t("versions.upload")}
        </Button>
      )}
      {chosen && (
        <>
          <p className={css.chosen}>
            <b className="ellipsis">{chosen.name}</b>
            <span className={css.facts}>{formatBytes(chosen.size)}</span>
          </p>
          <label htmlFor={noteId} className={css.label}>
            {t("versions.note")}
          </label>
          <Input.TextArea id={noteId} autoSize={{ minRows: 2, maxRows: 4 }} maxLength={NOTE_MAX_CHARS} value={note} onChange={({ target }) => setNote(target.value)} />
          {send.isPending && <Progress size="small" percent={Math.round(share * WHOLE)} aria-label={t("versions.uploading")} />}
          {reason && (
            <p className={css.error} role="alert">
              {reason}
            </p>
          )}
          <div className={css.foot}>
            <Button
              disabled={send.isPending}
              onClick={() => {
                setChosen(undefined);
                send.reset();
              }}
            >
              {t("versions.cancel")}
            </Button>
            <Button type="primary" loading={send.isPending} onClick={() => send.mutate(chosen)}>
              {t(reason ? "versions.again" : "versions.send", { version: versions.version + 1 })}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
