// The files that go along with a decision or with what is handed on.
import { useTranslation } from "react-i18next";
import { AttachmentList, type Attachments, DropZone } from "@/form";
import { useIsPhone } from "@/ui";
import css from "./approvals.module.css";

export function DecisionFiles({ attachments }: { attachments: Attachments }) {
  const { t } = useTranslation("approvals");
  const phone = useIsPhone();
  return (
    <div>
      <label className={css.label} htmlFor="decision-files">
        {t("sheet.attach")}
      </label>
      <DropZone id="decision-files" label={t("sheet.attach")} describedBy={undefined} invalid={false} accept={undefined} multiple onFiles={attachments.add}>
        {phone ? t("sheet.attachHintPhone") : t("sheet.attachHint")}
      </DropZone>
      <AttachmentList attachments={attachments} label={t("sheet.attach")} />
      {!attachments.settled && (
        <p className={css.hint} role="status">
          {t("sheet.unsettled")}
        </p>
      )}
    </div>
  );
}
