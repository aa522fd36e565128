// Signing in to the platform, and the first password of one's own.
import { useMutation } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { AnswerAlert, markFields, NewPasswordFields } from "@/account";
import { setPreferences, usePreferences } from "@/app/preferences";
import { api, ok } from "@/api";
import { BrandMark } from "@/ui";
import css from "./platform.module.css";
import type { Admin } from "./queries";

/** As the server demands it of everybody. */
const PASSWORD_MIN_CHARS = 10;

export function Door({ onEntered }: { onEntered: () => void }) {
  const { t } = useTranslation("platform");
  const [form] = Form.useForm<Record<"login" | "password", string>>();
  const enter = useMutation({
    mutationFn: (body: Record<"login" | "password", string>) => ok(api.POST("/platform/login", { body })),
    onSuccess: onEntered,
    onError: (error) => markFields(form, error),
  });
  return (
    <Card title={t("title")} sub={t("door.sub")}>
      <Form form={form} layout="vertical" size="large" requiredMark={false} onFinish={(values) => !enter.isPending && enter.mutate(values)}>
        <AnswerAlert error={enter.error} />
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
