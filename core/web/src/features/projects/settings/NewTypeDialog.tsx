// A new type of work items. It begins with the usual statuses and fields, and is then made one's own.
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api, type LocalizedText, ok, once } from "@/api";
import { Sheet, useRequestKey } from "@/ui";
import { DialogFoot } from "../parts/DialogFoot";
import shared from "../projects.module.css";
import { useProject } from "../useProject";
import { IconPicker } from "./IconPicker";
import css from "./settings.module.css";
import { useSetting } from "./useSetting";
import { freeKey, trimmedText } from "./workflow";

interface Values {
  name: LocalizedText;
  icon: string | null;
}

export const TYPE_NAME_MAX_CHARS = 60;

export function NewTypeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("projects");
  const navigate = useNavigate();
  const { project, types } = useProject();
  const [form] = Form.useForm<Values>();
  const requestKey = useRequestKey();
  const create = useSetting({
    run: ({ name, icon }: Values) => {
      const text = trimmedText(name);
      const body = { key: freeKey(text, "type", types.map((type) => type.key)), name: text, icon, root: true };
      return ok(api.POST("/projects/{id}/types", { params: { path: { id: project.id }, header: once(requestKey(body)) }, body }));
    },
    onDone: ({ key }) => {
      onClose();
      void navigate(`?type=${key}`);
    },
    said: t("types.added"),
  });
  return (
    <Sheet
      title={t("types.add")}
      onClose={onClose}
      footer={<DialogFoot onClose={onClose} verb={t("types.create")} onSubmit={form.submit} busy={create.isPending} />}
    >
      <Form
        form={form}
        layout="vertical"
        className={shared.form ?? ""}
        requiredMark={false}
        initialValues={{ icon: "clipboard-list" }}
        onFinish={(values) => {
          if (!create.isPending) create.mutate(values);
        }}
      >
        <div className={css.pair}>
          <Form.Item
            name={["name", "zh-CN"]}
            label={t("types.nameZh")}
            dependencies={[["name", "en"]]}
            rules={[
              ({ getFieldValue }) => ({
                validator: (_, value?: string) =>
                  value?.trim() || (getFieldValue(["name", "en"]) as string | undefined)?.trim()
                    ? Promise.resolve()
                    : Promise.reject(new Error(t("types.nameNeeded"))),
              }),
            ]}
          >
            <Input autoFocus maxLength={TYPE_NAME_MAX_CHARS} />
          </Form.Item>
          <Form.Item name={["name", "en"]} label={t("types.nameEn")}>
            <Input maxLength={TYPE_NAME_MAX_CHARS} />
          </Form.Item>
        </div>
        <Form.Item name="icon" label={t("types.icon")}>
          <IconPicker label={t("types.icon")} />
        </Form.Item>
        <p className={css.quiet}>{t("types.beginsWith")}</p>
        <button type="submit" hidden />
      </Form>
    </Sheet>
  );
}
