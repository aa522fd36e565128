// The demo's accounts: who each is, and a button that fills the account in. Never a password.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import { usePickText } from "@/i18n/usePickText";
import css from "./SignInPage.module.css";

export function DemoAccounts({ accounts, onFill }: { accounts: Schemas["DemoAccount"][]; onFill: (login: string) => void }) {
  const { t } = useTranslation("session");
  const pick = usePickText();
  return (
    <section className={css.demo} aria-label={t("demo.title")}>
      <p>
        <b>{t("demo.title")}</b> <span className={css.faint}>{t("demo.password")}</span>
      </p>
      <ul>
        {accounts.map((account) => (
          <li key={account.login}>
            <code>{account.login}</code>
            <span className="ellipsis">
              {pick(account.name)} · {pick(account.title)}
            </span>
            <Button type="link" size="small" aria-label={t("demo.fillAs", { login: account.login })} onClick={() => onFill(account.login)}>
              {t("demo.fill")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
