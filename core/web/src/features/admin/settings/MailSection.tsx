/** Whether this server sends mails, and a test of it: what the mail server said, in plain words and as it was said. */
import { useMutation } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { Send } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, isProblem, ok, type Schemas } from "@/api";
import { useMe } from "@/app/me";
import { PersonPicker } from "@/form";
import { useTellRefusal } from "../useChange";
import css from "./settings.module.css";

export function MailSection({ settings }: { settings: Schemas["TenantSettings"] }) {
  const { t } = useTranslation("admin");
  const { user } = useMe();
  const tell = useTellRefusal();
  const [to, setTo] = useState<string>(user.id);
  const test = useMutation({
    mutationFn: () => ok(api.POST("/settings/test-mail", { body: { to } })),
    // Why nobody can be written to stands below; anything else passes by.
    onError: (error) => (isProblem(error) && error.errors.length > 0 ? undefined : tell(error)),
  });
  const answer = test.data;
  const fault = isProblem(test.error) ? test.error.errors[0]?.message : undefined;
  return (
    <section aria-labelledby="settings-mail" className={css.formSection}>
      <h2 id="settings-mail">{t("settings.mail.title")}</h2>
      <p className={css.state} data-on={settings.mail || undefined}>
        {settings.mail ? t("settings.mail.on", { from: settings.mailFrom }) : t("settings.mail.off")}
      </p>
      <p className={css.help}>
        {t("settings.mail.operator")} <code>weir.toml</code>
        {t("settings.mail.operatorKeys")} <code>[mail] url, from</code>
      </p>
      {settings.mail && (
        <div className={css.test}>
          <div>
            <label htmlFor="settings-mail-to">{t("settings.mail.to")}</label>
            <PersonPicker
              id="settings-mail-to"
              style={{ width: 240 }}
              value={to ? [to] : []}
              refs={{ people: { [user.id]: user }, departments: {}, records: {}, files: {} }}
              onChange={([id]) => {
                setTo(id ?? user.id);
                test.reset();
              }}
            />
          </div>
          <Button icon={<Send size={16} aria-hidden />} loading={test.isPending} onClick={() => test.mutate()}>
            {t("settings.mail.send")}
          </Button>
        </div>
      )}
      <div role="status">
        {answer && (
          <Alert
            type={answer.outcome === "accepted" ? "success" : answer.outcome === "deferred" ? "warning" : "error"}
            showIcon
            title={t(`settings.mail.outcome.${answer.outcome}`, { to: answer.to })}
            description={
              <>
                {t(`settings.mail.outcome.${answer.outcome}Help`)}
                {answer.said && <code className={css.said}>{answer.said}</code>}
              </>
            }
          />
        )}
        {fault && <Alert type="error" showIcon title={fault} />}
      </div>
    </section>
  );
}
