/** Name in two languages and the key that follows it until somebody writes one. */
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { KEY_MAX_CHARS, KEY_PATTERN, suggestKey } from "./keys";
import css from "./studio.module.css";

export interface NameValues {
  zh: string;
  en?: string;
  key?: string;
}

const NAME_MAX_CHARS = 60;

export function NameFields({ kind, taken }: { kind: "form" | "flow"; taken: string[] }) {
  const { t } = useTranslation("studio");
  const zh = Form.useWatch<string | undefined>("zh");
  const en = Form.useWatch<string | undefined>("en");
  return (
    <>
      <div className={css.pair}>
        <Form.Item name="zh" label={t("name.zh")} dependencies={["en"]} rules={[({ getFieldValue }) => ({ validator: (_, value?: string) => (value?.trim() || (getFieldValue("en") as string | undefined)?.trim() ? Promise.resolve() : Promise.reject(new Error(t("name.needed")))) })]}>
          <Input autoFocus maxLength={NAME_MAX_CHARS} />
        </Form.Item>
        <Form.Item name="en" label={t("name.en")}>
          <Input maxLength={NAME_MAX_CHARS} />
        </Form.Item>
      </div>
      <Form.Item
        name="key"
        label={t("name.key")}
        extra={t("name.keyHelp")}
        rules={[
          { pattern: KEY_PATTERN, message: t("name.keyForm") },
          { validator: (_, value?: string) => (value && taken.includes(value) ? Promise.reject(new Error(t("name.keyTaken"))) : Promise.resolve()) },
        ]}
      >
        <Input maxLength={KEY_MAX_CHARS} placeholder={suggestKey([en, zh], kind, taken)} />
      </Form.Item>
    </>
  );
}

/** What is sent: blanks dropped, the suggested key where none was written. */
export function named(values: NameValues, kind: "form" | "flow", taken: string[]) {
  const zh = values.zh?.trim();
  const en = values.en?.trim();
  return {
    key: values.key?.trim() || suggestKey([en, zh], kind, taken),
    name: { ...(zh ? { "zh-CN": zh } : {}), ...(en ? { en } : {}) },
  };
}
