// A token that was just made. The server keeps no copy, so leaving is asked about until it is said to be kept.
import { Alert, Button } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import { CopyButton } from "@/ui";
import { useLeaveAsked } from "@/ui/useLeaveAsked";
import css from "../settings.module.css";

export function MadeToken({ token: { name, token }, onDone }: { token: Schemas["CreatedApiToken"]; onDone: () => void }) {
  const { t } = useTranslation("settings");
  const title = useRef<HTMLHeadingElement>(null);
  // The dialog that had the focus is gone; readers are told what stands here now.
  useEffect(() => title.current?.focus(), []);
  useLeaveAsked(true, { title: t("tokens.leaveTitle"), text: t("tokens.once"), leave: t("tokens.leave"), stay: t("tokens.stay") });
  return (
    <div className={css.made}>
      <h3 ref={title} tabIndex={-1}>
        {t("tokens.made", { name })}
      </h3>
      <Alert type="warning" showIcon title={t("tokens.once")} />
      <code className={css.secret}>{token}</code>
      <p className={css.hint}>
        {t("tokens.use")} <code>Authorization: Bearer …</code>
      </p>
      <div className={css.actions}>
        <CopyButton size="middle" text={token} label={t("tokens.copy")} />
        <Button type="primary" onClick={onDone}>
          {t("tokens.done")}
        </Button>
      </div>
    </div>
  );
}
