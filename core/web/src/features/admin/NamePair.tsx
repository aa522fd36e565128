/** A name in Chinese and English; one of them is enough. For use inside a form. */
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import type { LocalizedText } from "@/api";
import css from "./admin.module.css";

const NAME_MAX_CHARS = 60;

export function NamePair({ autoFocus = false }: { autoFocus?: boolean }) {
  const { t } = useTranslation("admin");
  return (
    <div className={css.pair}>
      <Form.Item
        name={["name", "zh-CN"]}
        label={t("field.nameZh")}
        dependencies={[["name", "en"]]}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, value?: string) => (value?.trim() || (getFieldValue(["name", "en"]) as string | undefined)?.trim() ? Promise.resolve() : Promise.reject(new Error(t("field.nameNeeded")))),
          }),
        ]}
      >
        <Input autoFocus={autoFocus} maxLength={NAME_MAX_CHARS} />
      </Form.Item>
      <Form.Item name={["name", "en"]} label={t("field.nameEn")}>
        <Input maxLength={NAME_MAX_CHARS} />
      </Form.Item>
    </div>
  );
}

/** Blanks are left out. */
export function trimmed(name: LocalizedText): LocalizedText {
  const zh = name["zh-CN"]?.trim();
  const en = name.en?.trim();
  return { ...(zh ? { "zh-CN": zh } : {}), ...(en ? { en } : {}) };
}
