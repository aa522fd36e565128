// Hands a to-do to somebody else.
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PersonPicker } from "@/form";
import { Sheet } from "@/ui";
import css from "./approvals.module.css";

interface TransferSheetProps {
  title: string;
  comment: string;
  pending: boolean;
  onClose: () => void;
  onTransfer: (transfer: { to: string; comment: string }) => void;
}

export function TransferSheet({ title, comment: initial, pending, onClose, onTransfer }: TransferSheetProps) {
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
          <Button type="primary" disabled={!to} loading={pending} onClick={() => to && onTransfer({ to, comment: comment.trim() })}>
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
          <Input.TextArea id="transfer-note" rows={2} value={comment} onChange={(event) => setComment(event.target.value)} placeholder={t("transferHint")} />
        </div>
      </div>
    </Sheet>
  );
}
