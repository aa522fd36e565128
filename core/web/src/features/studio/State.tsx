/** Where a form or flow stands between draft and published. */
import { useTranslation } from "react-i18next";
import { StatusTag } from "@/ui";
import css from "./studio.module.css";

export function DesignState({ version, draft }: { version: number | null | undefined; draft: boolean }) {
  const { t } = useTranslation("studio");
  if (!version) {
    return (
      <StatusTag tone="neutral" plain>
        {t("state.never")}
      </StatusTag>
    );
  }
  return (
    <span className={css.state}>
      <StatusTag tone="done" plain>
        {t("state.published", { version })}
      </StatusTag>
      {draft && <span className={css.note}>{t("state.changed")}</span>}
    </span>
  );
}
