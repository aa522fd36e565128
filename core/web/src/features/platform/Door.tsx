// Signing in to the platform, and the first password of one's own.
import { useMutation } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { AnswerAlert, CODE_DIGITS, CodeInput, markFields, NewPasswordFields } from "@/account";
import { setPreferences, usePreferences } from "@/app/preferences";
import { api, isProblem, ok } from "@/api";
import { BrandMark } from "@/ui";
import css from "./platform.module.css";
import type { Admin } from "./queries";

/** As the server demands it of everybody. */
const PASSWORD_MIN_CHARS = 10;

type Proof = Record<"login" | "password", string>;

export function Door({ onEntered }: { onEntered: () => void }) {
  const { t } = useTranslation("platform");
  const [form] = Form.useForm<Proof>();
  // The first proof, once it was good and a code is wanted, too.
  const [proved, setProved] = useState<Proof>();
  const enter = useMutation({
    mutationFn: (body: Proof) => ok(api.POST("/platform/login", { body })),
    onSuccess: onEntered,
    onError: (error, proof) => (isProblem(error, "auth.code_required") ? setProved(proof) : markFields(form, error)),
  });
  if (proved) return <Code proof={proved} onEntered={onEntered} onBack={() => setProved(undefined)} />;
  return (
    <Card title={t("title")} sub={t("door.sub")}>
      <Form form={form} layout="vertical" size="large" requiredMark={false} onFinish={(values) => !enter.isPending && enter.mutate(values)}>
        <AnswerAlert error={isProblem(enter.error, "auth.code_required") ? undefined : enter.error} />
        <Form.Item name="login" label={t("door.login")} rules={[{ required: true, whitespace: true, message: t("door.loginMissing") }]}>
          <Input autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false} />
        </Form.Item>
        <Form.Item name="password" label={t("door.password")} rules={[{ required: true, message: t("door.passwordMissing") }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={enter.isPending}>
          {t("door.submit")}
        </Button>
      </Form>
      <p className={css.hint}>{t("door.help")}</p>
    </Card>
  );
}

interface CodeProps {
  proof: Proof;
  onEntered: () => void;
  onBack: () => void;
}

/** The second proof. It is sent with its last digit. */
function Code({ proof, onEntered, onBack }: CodeProps) {
  const { t } = useTranslation("platform");
  const id = useId();
  const [code, setCode] = useState("");
  const enter = useMutation({
    mutationFn: (typed: string) => ok(api.POST("/platform/login", { body: { ...proof, code: typed } })),
    onSuccess: onEntered,
    onError: () => setCode(""),
  });
  const atField = isProblem(enter.error, "platform.code_wrong");
  const send = (typed: string) => typed.length === CODE_DIGITS && !enter.isPending && enter.mutate(typed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(code);
  };
  return (
    <Card title={t("code.title")} sub={t("code.sub", { login: proof.login })}>
      <form onSubmit={submit} noValidate aria-label={t("code.title")} className={css.code}>
        {!atField && <AnswerAlert error={enter.error} />}
        <label htmlFor={id}>{t("code.label", { count: CODE_DIGITS })}</label>
        <CodeInput id={id} value={code} onChange={setCode} onComplete={send} wrong={atField ? `${id}-wrong` : undefined} pending={enter.isPending} />
        {atField && (
          <p id={`${id}-wrong`} role="alert" className={css.wrong}>
            {enter.error?.message}
          </p>
        )}
        <Button type="primary" htmlType="submit" size="large" block loading={enter.isPending} disabled={code.length < CODE_DIGITS}>
          {t("door.submit")}
        </Button>
        <Button type="link" onClick={onBack}>
          {t("code.back")}
        </Button>
      </form>
      <p className={css.hint}>{t("code.lost")}</p>
    </Card>
  );
}

export function NewPassword({ admin, onDone }: { admin: Admin; onDone: () => void }) {
  const { t } = useTranslation("platform");
  const [form] = Form.useForm<Record<"current" | "next", string>>();
  const change = useMutation({
    mutationFn: ({ current, next }: Record<"current" | "next", string>) => api.POST("/platform/password", { body: { current, next } }),
    onSuccess: onDone,
    onError: (error) => markFields(form, error),
  });
  return (
    <Card title={t("newPassword.title")} sub={t("newPassword.sub")}>
      <Form form={form} layout="vertical" size="large" requiredMark={false} onFinish={(values) => !change.isPending && change.mutate(values)}>
        <AnswerAlert error={change.error} />
        <Form.Item name="current" label={t("newPassword.current")} rules={[{ required: true, message: t("door.passwordMissing") }]}>
          <Input.Password autoFocus autoComplete="current-password" />
        </Form.Item>
        <NewPasswordFields name="next" label={t("newPassword.next")} minChars={PASSWORD_MIN_CHARS} login={admin.login} />
        <Button type="primary" htmlType="submit" block loading={change.isPending}>
          {t("newPassword.submit")}
        </Button>
      </Form>
    </Card>
  );
}

function Card({ title, sub, children }: { title: string; sub: string; children: ReactNode }) {
  const id = useId();
  const { t } = useTranslation("platform");
  const { locale } = usePreferences();
  const other = locale === "en" ? "zh-CN" : "en";
  return (
    <div className={css.door}>
      <main className={css.card} aria-labelledby={id}>
        <div className={css.brand}>
          <BrandMark />
          <b>{t("product")}</b>
          <Button type="text" size="small" lang={other} className={css.end} onClick={() => setPreferences({ locale: other })}>
            {other === "en" ? "English" : "中文"}
          </Button>
        </div>
        <h1 id={id} className={css.cardTitle}>
          {title}
        </h1>
        <p className={css.sub}>{sub}</p>
        {children}
      </main>
    </div>
  );
}
