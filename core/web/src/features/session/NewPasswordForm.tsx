// Replaces the first password, which somebody else has seen.
import { useMutation } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { AnswerAlert, markFields, NewPasswordFields } from "@/account";
import { api } from "@/api";
import css from "./SignInPage.module.css";

type Values = Record<"current" | "next" | "again", string>;

interface NewPasswordFormProps {
  current: string | undefined;
  /** Told with the new password. */
  onDone: (password: string) => void;
  onBack: () => void;
}

export function NewPasswordForm({ current: known, onDone, onBack }: NewPasswordFormProps) {
  const { t } = useTranslation("session");
  const [form] = Form.useForm<Values>();
  const change = useMutation({
    mutationFn: ({ current, next }: Values) => api.POST("/auth/password", { body: { current: known ?? current, next } }),
    onSuccess: (_, { next }) => onDone(next),
    onError: (error) => markFields(form, error),
  });
  return (
    <Form<Values> form={form} layout="vertical" size="large" requiredMark={false} className={css.form} onFinish={(values) => !change.isPending && change.mutate(values)}>
      <h1 className={css.title}>{t("newPassword.title")}</h1>
      <p className={css.sub}>{t("newPassword.sub")}</p>
      <AnswerAlert error={change.error} />
      {known === undefined && (
        <Form.Item name="current" label={t("newPassword.current")} rules={[{ required: true, message: t("passwordMissing") }]}>
          <Input.Password autoFocus autoComplete="current-password" />
        </Form.Item>
      )}
      <NewPasswordFields name="next" label={t("newPassword.next")} autoFocus={known !== undefined} />
      <Button type="primary" htmlType="submit" block loading={change.isPending} className={css.submit}>
        {t("newPassword.submit")}
      </Button>
      <p className={css.help}>
        <span />
        <Button type="link" size="small" onClick={onBack}>
          {t("back")}
        </Button>
      </p>
    </Form>
  );
}
