// The company demands a second factor: it is set up before anything else.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { FactorSetUp } from "@/account";
import css from "./SignInPage.module.css";

export function FactorStep({ password, onDone, onBack }: { password: string | undefined; onDone: () => void; onBack: () => void }) {
  const { t } = useTranslation(["account", "session"]);
  return (
    <div className={`${css.form} ${css.wide}`}>
      <h1 className={css.title}>{t("entry.title")}</h1>
      <p className={css.sub}>{t("entry.sub")}</p>
      <FactorSetUp password={password} done={t("entry.enter")} onDone={onDone} />
      <p className={css.help}>
        {t("entry.noPhone")}
        <Button type="link" size="small" onClick={onBack}>
          {t("session:back")}
        </Button>
      </p>
    </div>
  );
}
