/** A text in two languages: the reader's own in front, the other one behind a small switch. */
import { Button, Input } from "antd";
import { Languages } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Text } from "../model/definition";
import css from "./panel.module.css";

interface TextInputProps {
  label: string;
  value: Text | undefined;
  onChange: (value: Text) => void;
  placeholder?: string;
  size?: "small" | "middle";
  /** The label is shown above, not only told to screen readers. */
  labelled?: boolean;
  status?: "error";
  maxLength?: number;
}

const NAME_MAX_CHARS = 60;

export function TextInput({ label, value = {}, onChange, placeholder, size = "middle", labelled = false, status, maxLength = NAME_MAX_CHARS }: TextInputProps) {
  const { t, i18n } = useTranslation("flow-designer");
  const id = useId();
  const own = i18n.language === "en" ? "en" : "zh-CN";
  const other = own === "en" ? "zh-CN" : "en";
  const [open, setOpen] = useState(false);
  const set = (locale: "zh-CN" | "en", text: string) => {
    const { [locale]: _, ...rest } = value;
    onChange(text ? { ...rest, [locale]: text } : rest);
  };
  const otherLabel = `${label}${t("summary.colon")}${t(other === "en" ? "panel.en" : "panel.zh")}`;
  const toggle = t(other === "en" ? "panel.addEnglish" : "panel.addChinese");
  return (
    <div>
      {labelled && (
        <label className={css.label} htmlFor={id}>
          {label}
        </label>
      )}
      <Input
        id={id}
        {...(labelled ? {} : { "aria-label": label })}
        {...(status ? { status } : {})}
        size={size}
        value={value[own] ?? ""}
        placeholder={placeholder || value[other] || undefined}
        maxLength={maxLength}
        onChange={(event) => set(own, event.target.value)}
        suffix={
          <Button
            type="text"
            size="small"
            style={{ height: 22, width: 24, marginInlineEnd: -6 }}
            aria-label={toggle}
            title={toggle}
            aria-expanded={open}
            icon={<Languages size={14} aria-hidden />}
            onClick={() => setOpen(!open)}
          />
        }
      />
      {open && (
        <Input className={css.other} aria-label={otherLabel} size={size} prefix={<span className={css.sub}>{other === "en" ? "EN" : "中"}</span>} value={value[other] ?? ""} maxLength={maxLength} onChange={(event) => set(other, event.target.value)} autoFocus />
      )}
    </div>
  );
}
