// Account and password, with the demo's accounts to fill in. A plain form: the first page stays light.
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Input, type InputRef } from "antd";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, isProblem, ok, type Schemas } from "@/api";
import { problemText } from "@/ui";
import { DemoAccounts } from "./DemoAccounts";
import css from "./SignInPage.module.css";
import type { Credentials } from "./steps";
import { secondsToWait, Throttled } from "./Throttled";
import { useCountdown } from "./useCountdown";

interface SignInFormProps {
  info: Schemas["ServerInfo"] | undefined;
  /** What stood here before, for those who come back from a later step. */
  account?: Pick<Credentials, "tenant" | "login">;
  onSignedIn: (reply: Schemas["LoginReply"], who: Credentials) => void;
  /** The password is right, and a code has to come with it. */
  onCodeAsked: (who: Credentials) => void;
}

export function SignInForm({ info, account, onSignedIn, onCodeAsked }: SignInFormProps) {
  const { t } = useTranslation("session");
  const [otherTenant, setOtherTenant] = useState(Boolean(account?.tenant) && account?.tenant !== info?.defaultTenant);
  const [tenant, setTenant] = useState(account?.tenant ?? "");
  const [login, setLogin] = useState(account?.login ?? "");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const passwordRef = useRef<InputRef>(null);
  const [wait, startWait] = useCountdown();
  const ownTenant = info?.defaultTenant ?? "";
  const asksTenant = otherTenant || (info !== undefined && !ownTenant);
  const values = { tenant: (asksTenant && tenant.trim()) || ownTenant, login: login.trim(), password };

  const signIn = useMutation({
    mutationFn: (body: typeof values) => ok(api.POST("/auth/login", { body })),
    onSuccess: onSignedIn,
    onError: (error, who) => {
      if (isProblem(error, "auth.code_required")) return onCodeAsked(who);
      startWait(secondsToWait(error));
      passwordRef.current?.select();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (values.tenant && values.login && values.password && wait === 0 && !signIn.isPending) signIn.mutate(values);
  };

  return (
    <form className={css.form} onSubmit={submit} noValidate aria-label={t("title")}>
      <h1 className={css.title}>{t("title")}</h1>
      <p className={css.sub}>{t("sub")}</p>
      <Throttled seconds={wait} />
      {signIn.isError && !isProblem(signIn.error, "auth.code_required") && secondsToWait(signIn.error) === 0 && <Alert type="error" showIcon title={failure(signIn.error)} className={css.alert} />}
      {asksTenant && (
        <Field id="tenant" label={t("tenant")} error={tried && !values.tenant && t("tenantMissing")}>
          <Input id="tenant" size="large" autoComplete="organization" autoCapitalize="none" value={tenant} onChange={(event) => setTenant(event.target.value)} />
        </Field>
      )}
      <Field id="login" label={t("login")} error={tried && !values.login && t("loginMissing")}>
        <Input id="login" size="large" autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false} value={login} onChange={(event) => setLogin(event.target.value)} />
      </Field>
      <Field id="password" label={t("password")} error={tried && !password && t("passwordMissing")}>
        <Input.Password id="password" size="large" ref={passwordRef} autoComplete="current-password" value={password} onChange={(event) => setPassword(event.target.value)} />
      </Field>
      <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending} disabled={wait > 0} className={css.submit}>
        {t("submit")}
      </Button>
      <p className={css.help}>
        {t("forgot")}
        {ownTenant && !otherTenant && (
          <Button type="link" size="small" onClick={() => setOtherTenant(true)}>
            {t("otherTenant")}
          </Button>
        )}
      </p>
      {info?.demo && info.demoAccounts && (
        <DemoAccounts
          accounts={info.demoAccounts}
          onFill={(account) => {
            setLogin(account);
            passwordRef.current?.focus();
          }}
        />
      )}
    </form>
  );

  function failure(error: unknown): string {
    if (isProblem(error, "network")) return t("offline");
    return problemText(error, isProblem(error) && error.status === 401 ? t("wrong") : t("failed"));
  }
}

function Field({ id, label, error, children }: { id: string; label: string; error: string | false; children: ReactNode }) {
  return (
    <div className={css.field}>
      <label htmlFor={id}>{label}</label>
      {children}
      {error && (
        <p role="alert" className={css.error}>
          {error}
        </p>
      )}
    </div>
  );
}
