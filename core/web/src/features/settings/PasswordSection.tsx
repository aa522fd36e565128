// A new password; the server ends the other sessions.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "@/api";
import { problemText } from "@/ui";
import { Section } from "./Section";
import css from "./settings.module.css";

interface Values extends Record<"current" | "next" | "again", string> {}

export function PasswordSection() {
  const { t } = useTranslation("settings");
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
  });
  return (
    <Section id="password" title={t("password.title")}>
      <Form<Values> form={form} layout="vertical" requiredMark={false} className={css.form} onFinish={({ current, next }) => change.mutate({ current, next })}>
        {change.isError && <Alert type="error" showIcon title={problemText(change.error, t("failed"))} className={css.alert} />}
        <Form.Item name="current" label={t("password.current")} rules={[{ required: true, message: t("password.missing") }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item name="next" label={t("password.next")} rules={[{ required: true, message: t("password.missing") }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={t("password.again")}
          dependencies={["next"]}
          rules={[
            { required: true, message: t("password.missing") },
            ({ getFieldValue }) => ({
              validator: (_, value) => (!value || value === getFieldValue("next") ? Promise.resolve() : Promise.reject(new Error(t("password.differ")))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button htmlType="submit" loading={change.isPending}>
          {t("password.submit")}
        </Button>
      </Form>
    </Section>
  );
}
