// Asks for one's own password before something that whoever holds an unlocked screen must not do.
import { useMutation } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { Sheet } from "@/ui";
import { AnswerAlert, markFields } from "./answers";
import css from "./account.module.css";

interface PasswordCheckProps<R> {
  title: string;
  text: string;
  /** The verb on the button. */
  verb: string;
  danger?: boolean;
  run: (password: string) => Promise<R>;
  onDone: (result: R) => void;
  onClose: () => void;
}

/** Names its fields apart from those of the page below. */
const FORM = "password-check";

export function PasswordCheck<R>({ title, text, verb, danger = false, run, onDone, onClose }: PasswordCheckProps<R>) {
  const { t } = useTranslation("account");
  const [form] = Form.useForm<{ password: string }>();
  const proof = useMutation({ mutationFn: run, onSuccess: onDone, onError: (error) => markFields(form, error) });
  return (
    <Sheet
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="primary" danger={danger} htmlType="submit" form={FORM} loading={proof.isPending}>
            {verb}
          </Button>
        </>
      }
    >
      <Form form={form} name={FORM} layout="vertical" requiredMark={false} onFinish={({ password }) => !proof.isPending && proof.mutate(password)}>
        <p className={css.text}>{text}</p>
        <AnswerAlert error={proof.error} />
        <Form.Item name="password" label={t("password.own")} rules={[{ required: true, message: t("password.missing") }]}>
          <Input.Password autoFocus autoComplete="current-password" />
        </Form.Item>
      </Form>
    </Sheet>
  );
}
