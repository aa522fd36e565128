// Account and password, with the demo's accounts to fill in.
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Form, Input, type InputRef } from "antd";
import { useEffect, useRef, useState } from "react";
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

export function SignInForm({ info, onSignedIn, onMustChange }: SignInFormProps) {
  const { t } = useTranslation("session");
  const [form] = Form.useForm<Schemas["LoginRequest"]>();
  const [otherTenant, setOtherTenant] = useState(false);
  const passwordRef = useRef<InputRef>(null);
  const [wait, startWait] = useCountdown();
  const tenant = info?.defaultTenant ?? "";

  useEffect(() => {
    if (tenant) form.setFieldsValue({ tenant });
  }, [form, tenant]);

  const signIn = useMutation({
    mutationFn: (body: Schemas["LoginRequest"]) => ok(api.POST("/auth/login", { body })),
    onSuccess: (reply, { password }) => (reply.mustChangePassword ? onMustChange(password) : onSignedIn()),
    onError: (error) => {
      if (isProblem(error) && error.status === 429) startWait(error.retryAfter ?? 60);
      else passwordRef.current?.select();
    },
  });

  return (
    <Form
      form={form}
      layout="vertical"
      size="large"
      requiredMark={false}
      className={css.form}
      initialValues={{ tenant }}
      onFinish={(values) => signIn.mutate({ ...values, tenant: values.tenant || tenant })}
    >
      <h1 className={css.title}>{t("title")}</h1>
      <p className={css.sub}>{t("sub")}</p>
      {wait > 0 && <Alert type="warning" showIcon title={t("throttled", { count: wait })} className={css.alert} />}
      {signIn.isError && wait === 0 && <Alert type="error" showIcon title={failure(signIn.error)} className={css.alert} />}
      {(otherTenant || (info && !tenant)) && (
        <Form.Item name="tenant" label={t("tenant")} rules={[{ required: true, message: t("tenantMissing") }]}>
          <Input autoComplete="organization" autoCapitalize="none" />
        </Form.Item>
      )}
      <Form.Item name="login" label={t("login")} rules={[{ required: true, message: t("loginMissing") }]}>
        <Input autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <Form.Item name="password" label={t("password")} rules={[{ required: true, message: t("passwordMissing") }]}>
        <Input.Password ref={passwordRef} autoComplete="current-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={signIn.isPending} disabled={wait > 0} className={css.submit}>
        {t("submit")}
      </Button>
      <p className={css.help}>
        {t("forgot")}
        {tenant && !otherTenant && (
          <Button type="link" size="small" onClick={() => setOtherTenant(true)}>
            {t("otherTenant")}
          </Button>
        )}
      </p>
      {info?.demo && info.demoAccounts && (
        <DemoAccounts
          accounts={info.demoAccounts}
          onFill={(login) => {
            form.setFieldsValue({ login });
            passwordRef.current?.focus();
          }}
        />
      )}
    </Form>
  );

  function failure(error: unknown): string {
    if (isProblem(error, "network")) return t("offline");
    return isProblem(error) && error.status === 401 ? problemText(error, t("wrong")) : problemText(error, t("failed"));
  }
}
