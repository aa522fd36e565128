// Account and password, with the demo's accounts to fill in. A plain form: the first page stays light.
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Input, type InputRef } from "antd";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, isProblem, ok, type Schemas } from "@/api";
import { problemText } from "@/ui";
import { DemoAccounts } from "./DemoAccounts";
import css from "./SignInPage.module.css";
import { useCountdown } from "./useCountdown";

interface SignInFormProps {
  info: Schemas["ServerInfo"] | undefined;
  onSignedIn: () => void;
  /** The first password must be replaced; told with it, for the change. */
  onMustChange: (password: string) => void;
}

/** When the server names no time: long enough to calm down. */
const THROTTLE_SECONDS = 60;
/** Longer waits are told in minutes. */
const SECONDS_COUNTED = 120;

export function SignInForm({ info, onSignedIn, onMustChange }: SignInFormProps) {
  const { t } = useTranslation("session");
  const [otherTenant, setOtherTenant] = useState(false);
  const [tenant, setTenant] = useState("");
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const passwordRef = useRef<InputRef>(null);
  const [wait, startWait] = useCountdown();
  const ownTenant = info?.defaultTenant ?? "";
  const asksTenant = otherTenant || (info !== undefined && !ownTenant);
  const values = { tenant: (asksTenant && tenant.trim()) || ownTenant, login: login.trim(), password };

  const signIn = useMutation({
    mutationFn: (body: typeof values) => ok(api.POST("/auth/login", { body })),
    onSuccess: (reply) => (reply.mustChangePassword ? onMustChange(password) : onSignedIn()),
    onError: (error) => {
      if (isProblem(error) && error.status === 429) startWait(error.retryAfter ?? THROTTLE_SECONDS);
      else passwordRef.current?.select();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (values.tenant && values.login && values.password && wait === 0) signIn.mutate(values);
  };

  return (
    <form className={css.form} onSubmit={submit} noValidate aria-label={t("title")}>
      <h1 className={css.title}>{t("title")}</h1>
      <p className={css.sub}>{t("sub")}</p>
      {wait > 0 && <Alert type="warning" showIcon title={wait > SECONDS_COUNTED ? t("throttledMinutes", { count: Math.ceil(wait / 60) }) : t("throttled", { count: wait })} className={css.alert} />}
      {signIn.isError && wait === 0 && <Alert type="error" showIcon title={failure(signIn.error)} className={css.alert} />}
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
