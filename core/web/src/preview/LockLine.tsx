// Who works on a file now, and how to say so oneself.

import { useMutation } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { Lock } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { DateTime, useProblemToast } from "@/ui";
import type { PreviewFile } from "./kinds";
import css from "./versions.module.css";
import { type FileVersions, lockFile, unlockFile } from "./versions";

interface Props {
  file: PreviewFile;
  versions: FileVersions;
  onChanged: (next: FileVersions) => void;
}

export function LockLine({ file, versions, onChanged }: Props) {
  const { t } = useTranslation("preview");
  const toast = useProblemToast();
  const noteId = useId();
  const [breaking, setBreaking] = useState(false);
  const [note, setNote] = useState("");
  const done = (next: FileVersions) => {
    setBreaking(false);
    setNote("");
    onChanged(next);
  };
  const take = useMutation({ mutationFn: () => lockFile(file.id), onSuccess: done, onError: toast });
  const release = useMutation({ mutationFn: () => unlockFile(file.id, note.trim()), onSuccess: done, onError: toast });
  const { lock, can } = versions;
  if (!lock) {
    return can.change ? (
      <p className={css.free}>
        <span>{t("lock.why")}</span>
        <Button size="small" icon={<Lock size={14} aria-hidden />} loading={take.isPending} onClick={() => take.mutate()}>
          {t("lock.take")}
        </Button>
      </p>
    ) : null;
  }
  const { mine } = lock;
  return (
    <section className={css.locked} aria-label={t("lock.title")}>
      <p>
        <Lock size={14} aria-hidden />
        <span>
          {mine ? t("lock.mine") : t("lock.theirs", { name: lock.by.name })} · <DateTime value={lock.until} within />
        </span>
      </p>
      {mine && !can.change && <p className={css.note}>{t("lock.readOnly")}</p>}
      {mine && (
        <Button size="small" loading={release.isPending} onClick={() => release.mutate()}>
          {t("lock.release")}
        </Button>
      )}
      {!mine && can.breakLock && !breaking && (
        <Button size="small" danger onClick={() => setBreaking(true)}>
          {t("lock.break")}
        </Button>
      )}
      {breaking && (
        <div className={css.breaking}>
          <label htmlFor={noteId} className={css.label}>
            {t("lock.reason")}
          </label>
          <Input id={noteId} value={note} onChange={({ target }) => setNote(target.value)} />
          <div className={css.foot}>
            <Button size="small" onClick={() => setBreaking(false)}>
              {t("versions.cancel")}
            </Button>
            <Button size="small" danger type="primary" disabled={!note.trim()} loading={release.isPending} onClick={() => release.mutate()}>
              {t("lock.break")}
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}
