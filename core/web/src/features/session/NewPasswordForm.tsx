// Replaces the first password, which somebody else has seen.
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "@/api";
import { problemText } from "@/ui";
import css from "./SignInPage.module.css";

type Values = Record<"current" | "next" | "again", string>;

export default function NewPasswordForm({ current: known, onDone }: { current: string | undefined; onDone: () => void }) {
  const { t } = useTranslation("session");
  const change = useMutation({
    mutationFn: ({ current, next }: Values) => api.POST("/auth/password", { body: { current: known ?? current, next } }),
    onSuccess: onDone,
  });
  return (
    <Form<Values> layout="vertical" size="large" requiredMark={false} className={css.form} onFinish={(values) => change.mutate(values)}>
      <h1 className={css.title}>{t("newPassword.title")}</h1>
      <p className={css.sub}>{t("newPassword.sub")}</p>
      {change.isError && <Alert type="error" showIcon title={problemText(change.error, t("failed"))} className={css.alert} />}
      {known === undefined && (
        <Form.Item name="current" label={t("newPassword.current")} rules={[{ required: true, message: t("passwordMissing") }]}>
          <Input.Password autoFocus autoComplete="current-password" />
        </Form.Item>
      )}
      <Form.Item name="next" label={t("newPassword.next")} rules={[{ required: true, message: t("passwordMissing") }]}>
        <Input.Password autoFocus={known !== undefined} autoComplete="new-password" />
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
