/** A new form, with its approval flow at once when wished; then straight into the designer. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, Form } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api, ok } from "@/api";
import { useCan } from "@/app/me";
import { Sheet, useProblemToast } from "@/ui";
import { suggestKey } from "./keys";
import { NameFields, type NameValues, named } from "./NameFields";
import css from "./studio.module.css";

interface NewFormDialogProps {
  taken: string[];
  takenFlows: string[];
  onClose: () => void;
}

export function NewFormDialog({ taken, takenFlows, onClose }: NewFormDialogProps) {
  const { t } = useTranslation("studio");
  const navigate = useNavigate();
  const client = useQueryClient();
  const toast = useProblemToast();
  const can = useCan();
  const [form] = Form.useForm<NameValues & { withFlow?: boolean }>();
  const create = useMutation({
    mutationFn: async (values: NameValues & { withFlow?: boolean }) => {
      const { key, name } = named(values, "form", taken);
      const made = await ok(api.POST("/forms", { body: { key, name } }));
      if (values.withFlow) {
        const flowKey = takenFlows.includes(key) ? suggestKey([key], "flow", takenFlows) : key;
        await ok(api.POST("/flows", { body: { key: flowKey, name, formId: made.id } }));
      }
      return made;
    },
    onSuccess: async ({ id }) => {
      await Promise.all(["forms", "flows"].map((key) => client.invalidateQueries({ queryKey: [key] })));
      void navigate(`/studio/forms/${id}`);
    },
    onError: toast,
  });
  return (
    <Sheet
      title={t("newForm")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="primary" loading={create.isPending} onClick={form.submit}>
            {t("createForm")}
          </Button>
        </>
      }
    >
      <Form form={form} className={css.form ?? ""} layout="vertical" requiredMark={false} initialValues={{ withFlow: can("flows.design") }} onFinish={(values) => create.mutate(values)}>
        <NameFields kind="form" taken={taken} />
        {can("flows.design") && (
          <Form.Item name="withFlow" valuePropName="checked" noStyle>
            <Checkbox>{t("withFlow")}</Checkbox>
          </Form.Item>
        )}
        <button type="submit" hidden />
      </Form>
    </Sheet>
  );
}
