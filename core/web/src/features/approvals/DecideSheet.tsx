// The last look before a decision: what it does, who has it next, the opinion with files, and a signature where one is
// demanded.
import { Alert, Button, Input } from "antd";
import { PenLine } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { fileUrl, type TaskDetail } from "@/api";
import { NextPeople, type Verdict } from "@/approval";
import type { Attachments } from "@/form";
import { Sheet } from "@/ui";
import css from "./approvals.module.css";
import { DecisionFiles } from "./DecisionFiles";

const SignaturePad = lazy(() => import("@/form/SignaturePad"));

export interface Decision {
  comment: string;
  signature?: string | undefined;
}

interface DecideSheetProps {
  verdict: Exclude<Verdict, "transfer">;
  verb: string;
  title: string;
  task: TaskDetail;
  comment: string;
  phrases: string[];
  /** Kept by the caller, so that closing the sheet loses no upload. */
  attachments: Attachments;
  pending: boolean;
  onComment: (comment: string) => void;
  onClose: () => void;
  onDecide: (decision: Decision) => void;
}

export function DecideSheet({ verdict, verb, title, task, comment, phrases, attachments, pending, onComment, onClose, onDecide }: DecideSheetProps) {
  const { t } = useTranslation("approvals");
  const [signature, setSignature] = useState<string>();
  const rejecting = verdict === "reject";
  const needsComment = rejecting ? task.demands.commentOnReject : task.demands.commentOnApprove;
  const needsSignature = !rejecting && task.demands.signature === true;
  const ready = (!needsComment || comment.trim() !== "") && (!needsSignature || signature !== undefined) && attachments.settled;

  return (
    <Sheet
      title={t("sheet.title", { verb, title })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="primary" danger={rejecting} disabled={!ready} loading={pending} data-first={ready || undefined} onClick={() => onDecide({ comment: comment.trim(), signature })}>
            {verb}
          </Button>
        </>
      }
    >
      <div className={css.sheet}>
        {rejecting ? (
          task.rejectTo && <Alert type="warning" showIcon title={t("sheet.rejectTo", { to: task.rejectTo })} />
        ) : (
          <p>
            <NextPeople next={task.next} after={verdict} />
          </p>
        )}
        <div>
          <label className={css.label} htmlFor="opinion">
            {t("opinion.label")}
            {needsComment && <span className={css.required}> {t("opinion.must")}</span>}
          </label>
          <Input.TextArea
            id="opinion"
            rows={3}
            onPaste={(event) => attachments.add([...event.clipboardData.files])}
            value={comment}
            onChange={(event) => onComment(event.target.value)}
            placeholder={needsComment ? t("opinion.required") : t("opinion.optional")}
          />
          <div className={css.chips}>
            {phrases.slice(0, 4).map((phrase) => (
              <Button key={phrase} size="small" onClick={() => onComment(phrase)}>
                {phrase}
              </Button>
            ))}
          </div>
        </div>
        <DecisionFiles attachments={attachments} />
        {needsSignature &&
          (signature ? (
            <div>
              <span className={css.label}>{t("sheet.signature")}</span>
              <img className={css.signed} src={fileUrl(signature, true)} alt={t("sheet.signature")} />
              <Button size="small" type="text" icon={<PenLine size={14} aria-hidden />} onClick={() => setSignature(undefined)}>
                {t("sheet.signAgain")}
              </Button>
            </div>
          ) : (
            <div>
              <span className={css.label}>
                {t("sheet.signature")}
                <span className={css.required}> {t("opinion.must")}</span>
              </span>
              <Suspense fallback={null}>
                <SignaturePad label={t("sheet.signature")} onDone={(file) => setSignature(file.id)} onCancel={onClose} />
              </Suspense>
            </div>
          ))}
      </div>
    </Sheet>
  );
}
