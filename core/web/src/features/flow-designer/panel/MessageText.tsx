/** A message in two languages with `{field}` places that are chosen, never typed; below it how it reads. */
import { Button, Dropdown, Input, Segmented } from "antd";
import type { TextAreaRef } from "antd/es/input/TextArea";
import { Braces } from "lucide-react";
import { type ReactNode, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { textOf } from "@/form";
import { FLOW_VARIABLES } from "../model/check";
import type { Text } from "../model/definition";
import { fieldsOfText } from "../model/form";
import { usePanel } from "./context";
import css from "./panel.module.css";

interface MessageTextProps {
  label: string;
  value: Text;
  onChange: (value: Text) => void;
  rows?: number;
}

const MESSAGE_MAX_CHARS = 2000;

export function MessageText({ label, value, onChange, rows = 1 }: MessageTextProps) {
  const { t, i18n } = useTranslation("flow-designer");
  const { schema } = usePanel();
  const id = useId();
  const [locale, setLocale] = useState<"zh-CN" | "en">(i18n.language === "en" ? "en" : "zh-CN");
  const area = useRef<TextAreaRef>(null);
  const text = value[locale] ?? "";
  const set = (next: string) => onChange({ ...value, [locale]: next });

  const names = new Map([
    ...fieldsOfText(schema?.fields ?? []).map((field) => [field.key, textOf(field.label, i18n.language, field.key)] as const),
    ...FLOW_VARIABLES.map((variable) => [variable, t(`message.variable.${variable}`)] as const),
  ]);
  const item = ([key, name]: readonly [string, string]) => ({ key, label: name });
  const insert = (key: string) => {
    const field = area.current?.resizableTextArea?.textArea;
    const from = field?.selectionStart ?? text.length;
    const to = field?.selectionEnd ?? text.length;
    const place = `{${key}}`;
    set(text.slice(0, from) + place + text.slice(to));
    requestAnimationFrame(() => {
      field?.focus();
      field?.setSelectionRange(from + place.length, from + place.length);
    });
  };

  return (
    <div className={css.field}>
      <div className={css.switchRow}>
        <label htmlFor={id}>{label}</label>
        <Segmented<"zh-CN" | "en">
          size="small"
          aria-label={`${label}${t("summary.colon")}${t("panel.language")}`}
          value={locale}
          options={[
            { value: "zh-CN", label: t("panel.zh") },
            { value: "en", label: t("panel.en") },
          ]}
          onChange={setLocale}
        />
      </div>
      <Input.TextArea ref={area} id={id} value={text} autoSize={{ minRows: rows, maxRows: 10 }} maxLength={MESSAGE_MAX_CHARS} onChange={(event) => set(event.target.value)} />
      <div className={css.textFoot}>
        <Dropdown
          trigger={["click"]}
          menu={{
            items: [
              { type: "group", label: t("message.flow"), children: FLOW_VARIABLES.map((key) => item([key, names.get(key) ?? key])) },
              { type: "group", label: t("message.fields"), children: [...names].filter(([key]) => !key.startsWith("$")).map(item) },
            ],
            onClick: ({ key }) => insert(key),
            style: { maxHeight: 320, overflow: "auto" },
          }}
        >
          <Button type="link" size="small" style={{ paddingInline: 0 }} icon={<Braces size={14} aria-hidden />}>
            {t("message.insert")}
          </Button>
        </Dropdown>
      </div>
      {text && (
        <p className={css.preview} aria-label={`${label}${t("summary.colon")}${t("message.preview")}`}>
          {marked(text, names)}
        </p>
      )}
    </div>
  );
}

/** The text with its places as the names of what goes there. */
function marked(text: string, names: Map<string, string>): ReactNode[] {
  return text.split(/(\{\$?[a-z][a-z0-9_-]*\})/g).map((part, i) => {
    const name = names.get(part.slice(1, -1));
    return i % 2 === 1 && name ? <mark key={i}>{name}</mark> : part;
  });
}
