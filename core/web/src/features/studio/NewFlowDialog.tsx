/** A new flow on a form; then straight into the designer. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api, ok, type Schemas } from "@/api";
import { usePickText } from "@/i18n/usePickText";
import { Sheet, useProblemToast } from "@/ui";
import { NameFields, type NameValues, named } from "./NameFields";
import css from "./studio.module.css";

interface NewFlowDialogProps {
  forms: Schemas["FormSummary"][];
  taken: string[];
  formId: string | undefined;
  onClose: () => void;
}

export function NewFlowDialog({ forms, taken, formId, onClose }: NewFlowDialogProps) {
  const { t } = useTranslation("studio");
  const pick = usePickText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const toast = useProblemToast();
  const [form] = Form.useForm<NameValues & { formId: string }>();
  const create = useMutation({
    mutationFn: async (values: NameValues & { formId: string }) => {
      const body = { ...named(values, "flow", taken), formId: values.formId };
      await ok(api.POST("/flows", { body }));
      return body.key;
    },
    onSuccess: async (key) => {
      await Promise.all(["forms", "flows"].map((name) => client.invalidateQueries({ queryKey: [name] })));
      void navigate(`/studio/flows/${key}`);
    },
    onError: toast,
  });
  const first = forms.find((candidate) => candidate.id === formId);
  return (
    <Sheet
      title={t("newFlow")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="primary" loading={create.isPending} onClick={form.submit}>
            {t("createFlow")}
          </Button>
        </>
      }
    >
      <Form form={form} className={css.form ?? ""} layout="vertical" requiredMark={false} initialValues={{ formId, zh: first?.name["zh-CN"], en: first?.name.en }} onFinish={(values) => create.mutate(values)}>
        <Form.Item name="formId" label={t("onForm")} rules={[{ required: true, message: t("onFormNeeded") }]}>
          <Select showSearch={{ optionFilterProp: "label" }} options={forms.map((candidate) => ({ value: candidate.id, label: pick(candidate.name) }))} />
        </Form.Item>
        <NameFields kind="flow" taken={taken} />
        <button type="submit" hidden />
      </Form>
    </Sheet>
  );
}
