// Comparing with the published version and, from the same view, publishing with a note. It saves first; a press meanwhile
// waits for that, and is told when it did not work.

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Input, Modal } from "antd";
import { useCallback, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "@/api";
import type { FormIssue } from "@/form";
import { ErrorState, ListSkeleton, useProblemToast } from "@/ui";
import css from "../designer.module.css";
import { diffQuery, publish } from "../queries";
import { Changes } from "./Changes";

const NOTE_MAX_CHARS = 500;

interface Props {
  formId: string;
  name: string;
  baseVersion: number | undefined;
  /** Only to compare, without publishing. */
  compare: boolean;
  /** Saves what is not saved yet; the comparison is of what the server has. */
  flush: () => Promise<boolean>;
  onClose: () => void;
  onPublished: (version: number) => void;
  onRefused: (issues: FormIssue[]) => void;
}

export function PublishDialog({ formId, name, baseVersion, compare, flush, onClose, onPublished, onRefused }: Props) {
  const { t } = useTranslation("form-designer");
  const client = useQueryClient();
  const { message } = App.useApp();
  const toast = useProblemToast();
  const id = useId();
  const [note, setNote] = useState("");
  const [saved, setSaved] = useState<boolean>();
  const [moment] = useState(() => Date.now());
  const settle = useCallback(async () => {
    setSaved(undefined);
    const done = await flush();
    setSaved(done);
    return done;
  }, [flush]);
  useEffect(() => void settle(), [settle]);
  const diff = useQuery({ ...diffQuery(formId, moment), enabled: saved === true, gcTime: 0 });
  const go = useMutation({
    mutationFn: async () => ((await settle()) ? publish(formId, note.trim()) : undefined),
    onSuccess: async (published) => {
      if (!published) return;
      const { version } = published;
      await Promise.all(["forms", "form"].map((key) => client.invalidateQueries({ queryKey: [key] })));
      void message.success(t("publish.done", { version }));
      onPublished(version);
      onClose();
    },
    onError: (error) => {
      toast(error);
      if (isProblem(error) && error.errors.length > 0) onRefused(error.errors);
    },
  });
  const changes = diff.data?.changes;
  return (
    <Modal
      open
      width={640}
      title={t(compare ? "publish.compareTitle" : "publish.title", { name, version: baseVersion })}
      okText={t("publish.action")}
      confirmLoading={go.isPending}
      onOk={() => go.mutate()}
      onCancel={onClose}
      {...(compare ? { footer: null } : {})}
    >
      {saved === false ? (
        <div role="alert" className={css.notSaved}>
          <p>{t("publish.notSaved")}</p>
          <Button size="small" onClick={() => void settle()}>
            {t("publish.saveAgain")}
          </Button>
        </div>
      ) : saved === undefined && !changes ? (
        <div role="status">
          <p className={css.quiet}>{t("publish.saving")}</p>
          <ListSkeleton rows={2} />
        </div>
      ) : diff.error ? (
        <ErrorState error={diff.error} onRetry={() => void diff.refetch()} />
      ) : !changes ? (
        <ListSkeleton rows={3} />
      ) : !baseVersion ? (
        <p className={css.quiet}>{t("publish.first")}</p>
      ) : changes.length === 0 ? (
        <p className={css.quiet}>{t("publish.same", { version: baseVersion })}</p>
      ) : (
        <>
          <p className={css.quiet}>{t("publish.changes", { version: baseVersion, count: changes.length })}</p>
          <Changes changes={changes} />
        </>
      )}
      {!compare && (
        <div className={css.publishNote}>
          <label className={css.propLabel} htmlFor={id}>
            {t("publish.note")}
          </label>
          <Input.TextArea
            id={id}
            autoFocus
            value={note}
            maxLength={NOTE_MAX_CHARS}
            autoSize={{ minRows: 2, maxRows: 6 }}
            placeholder={t("publish.notePlaceholder")}
            onChange={(e) => setNote(e.target.value)}
          />
          <p className={css.quiet}>{t("publish.effect")}</p>
        </div>
      )}
    </Modal>
  );
}
