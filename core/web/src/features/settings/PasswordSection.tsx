// A new password; the server ends the other sessions.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { AnswerAlert, markFields, NewPasswordFields } from "@/account";
import { api, type Schemas } from "@/api";
import { useMe } from "@/app/me";
import { Section } from "./Section";
import css from "./settings.module.css";

interface Values extends Record<"current" | "next" | "again", string> {}

export function PasswordSection() {
  const { t } = useTranslation("settings");
  const { user } = useMe();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<Values>();
  const change = useMutation({
    mutationFn: (body: Schemas["ChangePassword"]) => api.POST("/auth/password", { body }),
    onSuccess: () => {
      form.resetFields();
      void message.success(t("password.changed"));
      return client.invalidateQueries({ queryKey: ["sessions"] });
    },
    onError: (error) => markFields(form, error),
  });
  return (
    <Section id="password" title={t("password.title")}>
      <Form<Values> form={form} name="change-password" layout="vertical" requiredMark={false} className={css.form} onFinish={({ current, next }) => !change.isPending && change.mutate({ current, next })}>
        <AnswerAlert error={change.error} />
        <Input className="visually-hidden" tabIndex={-1} aria-hidden readOnly autoComplete="username" value={user.login} />
        <Form.Item name="current" label={t("password.current")} rules={[{ required: true, message: t("password.missing") }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <NewPasswordFields name="next" label={t("password.next")} />
        <Button htmlType="submit" loading={change.isPending}>
          {t("password.submit")}
        </Button>
      </Form>
    </Section>
  );
}
