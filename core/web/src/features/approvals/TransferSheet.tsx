// Hands a to-do to somebody else, with a word and files.
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Attachments, PersonPicker } from "@/form";
import { Sheet } from "@/ui";
import css from "./approvals.module.css";
import { DecisionFiles } from "./DecisionFiles";

interface TransferSheetProps {
  title: string;
  comment: string;
  /** Kept by the caller, so that closing the sheet loses no upload. */
  attachments: Attachments;
  pending: boolean;
  onClose: () => void;
  onTransfer: (transfer: { to: string; comment: string }) => void;
}

export function TransferSheet({ title, comment: initial, attachments, pending, onClose, onTransfer }: TransferSheetProps) {
  const { t } = useTranslation("approvals");
  const [to, setTo] = useState<string>();
  const [comment, setComment] = useState(initial);
  return (
    <Sheet
      title={t("sheet.title", { verb: t("transfer"), title })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="primary" disabled={!to || !attachments.settled} loading={pending} onClick={() => to && onTransfer({ to, comment: comment.trim() })}>
            {t("transfer")}
          </Button>
        </>
      }
    >
      <div className={css.sheet}>
        <div>
          <label className={css.label} htmlFor="transfer-to">
            {t("transferTo")}
          </label>
          <PersonPicker id="transfer-to" autoFocus style={{ width: "100%" }} value={to ? [to] : []} onChange={(ids) => setTo(ids[0])} />
        </div>
        <div>
          <label className={css.label} htmlFor="transfer-note">
            {t("opinion.label")}
          </label>
          <Input.TextArea
            id="transfer-note"
            rows={2}
            value={comment}
            onPaste={(event) => attachments.add([...event.clipboardData.files])}
            onChange={(event) => setComment(event.target.value)}
            placeholder={t("transferHint")}
          />
        </div>
        <DecisionFiles attachments={attachments} />
      </div>
    </Sheet>
  );
}
