// Replaces the first password, which somebody else has seen.
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "@/api";
import { problemText } from "@/ui";
import css from "./SignInPage.module.css";

export default function NewPasswordForm({ current, onDone }: { current: string; onDone: () => void }) {
  const { t } = useTranslation("session");
  const change = useMutation({
    mutationFn: (next: string) => api.POST("/auth/password", { body: { current, next } }),
    onSuccess: onDone,
  });
  return (
    <Form<{ next: string; again: string }> layout="vertical" size="large" requiredMark={false} className={css.form} onFinish={({ next }) => change.mutate(next)}>
      <h1 className={css.title}>{t("newPassword.title")}</h1>
      <p className={css.sub}>{t("newPassword.sub")}</p>
      {change.isError && <Alert type="error" showIcon title={problemText(change.error, t("failed"))} className={css.alert} />}
      <Form.Item name="next" label={t("newPassword.next")} rules={[{ required: true, message: t("passwordMissing") }]}>
        <Input.Password autoFocus autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t("newPassword.again")}
        dependencies={["next"]}
        rules={[
          { required: true, message: t("passwordMissing") },
          ({ getFieldValue }) => ({
            validator: (_, value) => (!value || value === getFieldValue("next") ? Promise.resolve() : Promise.reject(new Error(t("newPassword.differ")))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={change.isPending} className={css.submit}>
        {t("newPassword.submit")}
      </Button>
    </Form>
  );
}
