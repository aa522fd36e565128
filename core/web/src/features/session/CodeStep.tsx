// The second proof: a code of the authenticator app, which is sent with its last digit, or a recovery code.
import { useMutation } from "@tanstack/react-query";
import { Button, Input, type InputRef } from "antd";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { AnswerAlert, CODE_DIGITS, CodeInput } from "@/account";
import { api, isProblem, ok, type Schemas } from "@/api";
import css from "./SignInPage.module.css";
import type { Credentials } from "./steps";
import { secondsToWait, Throttled } from "./Throttled";
import { useCountdown } from "./useCountdown";

interface CodeStepProps {
  login: Credentials;
  onSignedIn: (reply: Schemas["LoginReply"]) => void;
  onBack: () => void;
}

const RECOVERY_LOOKS_LIKE = "xxxx-xxxx-xxxx-xxxx";

export function CodeStep({ login, onSignedIn, onBack }: CodeStepProps) {
  const { t } = useTranslation(["account", "session"]);
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState("");
  const [missing, setMissing] = useState(false);
  const [wait, startWait] = useCountdown();
  const input = useRef<InputRef>(null);
  const signIn = useMutation({
    mutationFn: (typed: string) => ok(api.POST("/auth/login", { body: { ...login, code: typed } })),
    onSuccess: onSignedIn,
    onError: (error) => {
      startWait(secondsToWait(error));
      input.current?.select();
    },
  });
  // A code of nothing but signs is none to the server.
  const atField = isProblem(signIn.error, "auth.code_wrong") || isProblem(signIn.error, "auth.code_required");
  const wrong = missing ? t(recovery ? "code.recoveryMissing" : "code.missing", { count: CODE_DIGITS }) : atField ? signIn.error?.message : undefined;

  const send = (typed: string) => {
    const short = recovery ? typed.trim() === "" : typed.length < CODE_DIGITS;
    setMissing(short);
    if (!short && wait === 0 && !signIn.isPending) signIn.mutate(typed.trim());
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(code);
  };
  const change = (to: boolean) => {
    setRecovery(to);
    setCode("");
    setMissing(false);
    signIn.reset();
  };

  return (
    <form className={css.form} onSubmit={submit} noValidate aria-label={t("code.title")}>
      <h1 className={css.title}>{t("code.title")}</h1>
      <p className={css.sub}>{t(recovery ? "code.recoverySub" : "code.sub", { login: login.login })}</p>
      <Throttled seconds={wait} />
      {secondsToWait(signIn.error) === 0 && !atField && <AnswerAlert error={signIn.error} />}
      <div className={css.field}>
        <label htmlFor="code">{t(recovery ? "code.recovery" : "code.label", { count: CODE_DIGITS })}</label>
        {recovery ? (
          <Input
            id="code"
            key="recovery"
            ref={input}
            size="large"
            autoFocus
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder={RECOVERY_LOOKS_LIKE}
            readOnly={signIn.isPending}
            value={code}
            {...(wrong && { status: "error" as const, "aria-invalid": true, "aria-describedby": "code-wrong" })}
            onChange={(event) => setCode(event.target.value)}
          />
        ) : (
          <CodeInput id="code" ref={input} value={code} onChange={setCode} onComplete={send} wrong={wrong && "code-wrong"} pending={signIn.isPending} />
        )}
        {wrong && (
          <p id="code-wrong" role="alert" className={css.error}>
            {wrong}
          </p>
        )}
      </div>
      <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending} disabled={wait > 0} className={css.submit}>
        {t("session:submit")}
      </Button>
      <p className={css.help}>
        <Button type="link" size="small" onClick={() => change(!recovery)}>
          {t(recovery ? "code.useApp" : "code.useRecovery")}
        </Button>
        <Button type="link" size="small" onClick={onBack}>
          {t("session:back")}
        </Button>
      </p>
      <p className={css.faint}>{t("code.lost")}</p>
    </form>
  );
}
