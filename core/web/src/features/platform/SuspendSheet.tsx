// Why a company is suspended, kept in both logs, and the password once more: an open screen is not enough for it.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { AnswerAlert, markFields } from "@/account";
import { api, ok, type Schemas } from "@/api";
import { Sheet } from "@/ui";
import css from "./platform.module.css";
import { COMPANIES_KEY, type Company } from "./queries";

type Suspension = Schemas["SuspendCompany"];

const REASON_MAX_CHARS = 500;

export function SuspendSheet({ company, onClose }: { company: Company; onClose: () => void }) {
  const { t } = useTranslation("platform");
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<Suspension>();
  const suspend = useMutation({
    mutationFn: (body: Suspension) => ok(api.POST("/platform/companies/{id}/suspend", { params: { path: { id: company.id } }, body })),
    onSuccess: () => {
      void message.success(t("suspend.done", { name: company.name }));
      onClose();
      return client.invalidateQueries({ queryKey: [COMPANIES_KEY[0]] });
    },
    onError: (error) => markFields(form, error),
  });
  return (
    <Sheet
      title={t("suspend.title", { name: company.name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="primary" danger loading={suspend.isPending} onClick={() => form.submit()}>
            {t("suspend.verb")}
          </Button>
        </>
      }
    >
      <p className={css.sub}>{t("suspend.text", { count: company.people, n: company.people })}</p>
      <AnswerAlert error={suspend.error} />
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => !suspend.isPending && suspend.mutate(values)}>
        <Form.Item name="reason" label={t("suspend.reason")} extra={t("suspend.reasonHelp")} rules={[{ required: true, whitespace: true, message: t("suspend.reasonMissing") }]}>
          <Input.TextArea autoFocus rows={3} maxLength={REASON_MAX_CHARS} showCount />
        </Form.Item>
        <Form.Item name="password" label={t("suspend.password")} rules={[{ required: true, message: t("door.passwordMissing") }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
      </Form>
    </Sheet>
  );
}
