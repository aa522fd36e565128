/** Publishing: what differs from the current version, a note for those who come after, and what happens then. It opens
 * at once and saves first; a press meanwhile waits for that, and is told when it did not work. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Input, Modal } from "antd";
import { useCallback, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, isProblem, ok, type Schemas } from "@/api";
import { usePickText } from "@/i18n/usePickText";
import { ErrorState, ListSkeleton, StatusTag, type Tone, useProblemToast } from "@/ui";
import css from "./designer.module.css";

interface PublishDialogProps {
  flowKey: string;
  name: string;
  baseVersion: number | undefined;
  /** Saves what is not saved yet: what the server has is compared and published. */
  flush: () => Promise<boolean>;
  /** Why the server does not take the draft, where it said so. */
  refusal: string | undefined;
  onClose: () => void;
  /** The server's located findings when it refused. */
  onRefused: () => void;
}

const NOTE_MAX_CHARS = 500;
const TONES: Record<Schemas["DefinitionChange"]["kind"], Tone> = { added: "done", removed: "failed", changed: "running", moved: "neutral" };

export function PublishDialog({ flowKey, name, baseVersion, flush, refusal, onClose, onRefused }: PublishDialogProps) {
  const { t } = useTranslation("flow-designer");
  const client = useQueryClient();
  const { message } = App.useApp();
  const toast = useProblemToast();
  const id = useId();
  const [note, setNote] = useState("");
  const [saved, setSaved] = useState<boolean>();
  const settle = useCallback(async () => {
    setSaved(undefined);
    const done = await flush();
    setSaved(done);
    return done;
  }, [flush]);
  useEffect(() => void settle(), [settle]);
  const diff = useQuery({
    queryKey: ["flow", flowKey, "diff"],
    queryFn: () => ok(api.GET("/flows/{key}/draft/diff", { params: { path: { key: flowKey } } })),
    enabled: saved === true,
    gcTime: 0,
  });
  const publish = useMutation({
    mutationFn: async () => ((await settle()) ? ok(api.POST("/flows/{key}/publish", { params: { path: { key: flowKey } }, body: { note } })) : undefined),
    onSuccess: async (published) => {
      if (!published) return;
      const { version } = published;
      await Promise.all(["flows", "flow", "flowDraft"].map((key) => client.invalidateQueries({ queryKey: [key] })));
      void message.success(t("publish.done", { version }));
      onClose();
    },
    onError: (error) => {
      toast(error);
      if (isProblem(error) && error.status === 422) onRefused();
    },
  });
  return (
    <Modal
      open
      title={t("publish.title", { name })}
      okText={t("publish.action")}
      confirmLoading={publish.isPending}
      onOk={() => publish.mutate()}
      onCancel={onClose}
      width={560}
    >
      {saved === false ? (
        <div role="alert" className={css.notSaved}>
          <p>{t("publish.notSaved")}</p>
          {refusal && <p>{refusal}</p>}
          <Button size="small" onClick={() => void settle()}>
            {t("publish.saveAgain")}
          </Button>
        </div>
      ) : saved === undefined && !diff.data ? (
        <div role="status">
          <p className={css.muted}>{t("publish.saving")}</p>
          <ListSkeleton rows={2} />
        </div>
      ) : diff.error ? (
        <ErrorState error={diff.error} onRetry={() => void diff.refetch()} />
      ) : !diff.data ? (
        <ListSkeleton rows={3} />
      ) : (
        <Changes changes={diff.data.changes} baseVersion={baseVersion} />
      )}
      <label className={css.label} htmlFor={id}>
        {t("publish.note")}
      </label>
      <Input.TextArea id={id} autoFocus value={note} onChange={(event) => setNote(event.target.value)} placeholder={t("publish.notePlaceholder")} autoSize={{ minRows: 2, maxRows: 6 }} maxLength={NOTE_MAX_CHARS} />
      <p className={css.muted} style={{ marginTop: 12 }}>
        {t("publish.effect")}
      </p>
    </Modal>
  );
}

function Changes({ changes, baseVersion }: { changes: Schemas["DefinitionChange"][]; baseVersion: number | undefined }) {
  const { t } = useTranslation("flow-designer");
  const pick = usePickText();
  if (!baseVersion) return <p className={css.muted}>{t("publish.first")}</p>;
  if (changes.length === 0) return <p className={css.muted}>{t("publish.noChanges")}</p>;
  return (
    <>
      <p>{t("publish.changes", { version: baseVersion })}</p>
      <ul className={css.changes}>
        {changes.map((change) => (
          <li key={`${change.subject}-${change.key}-${change.kind}`}>
            <StatusTag tone={TONES[change.kind]} plain>
              {t(`publish.${change.kind}`)}
            </StatusTag>
            <span>
              {pick(change.name) || change.key}
              {change.kind === "changed" && change.properties.length > 0 && (
                <small>{change.properties.map((property) => t([`publish.property.${property.name}`, "publish.property.settings"])).filter((word, i, all) => all.indexOf(word) === i).join(t("summary.and"))}</small>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
