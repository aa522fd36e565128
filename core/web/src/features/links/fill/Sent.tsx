// It is sent: the number to ask by, what the form's keepers say, and the way to another one.

import { Button } from "antd";
import { CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "@/ui";
import css from "./fill.module.css";
import { Notice } from "./Notice";
import type { Receipt } from "./queries";

export function Sent({ receipt, onAgain }: { receipt: Receipt; onAgain: () => void }) {
  const { t } = useTranslation("links");
  return (
    <Notice icon={CircleCheck} title={t("sent.title")} good focus>
      <p className={css.thanks}>{receipt.thanks || t("sent.text")}</p>
      {receipt.reference && (
        <p className={css.reference}>
          <span>{t("sent.reference")}</span>
          <b>{receipt.reference}</b>
          <CopyButton text={receipt.reference} label={t("copy")} about={t("sent.copy")} />
        </p>
      )}
      {receipt.again && (
        <Button size="large" className={css.again ?? ""} onClick={onAgain}>
          {t("sent.again")}
        </Button>
      )}
    </Notice>
  );
}
