// A text in both languages: the reader's own first, the other one below, each with its language in front.

import { Input } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Locale, Text } from "@/form";
import css from "../designer.module.css";

const LANGUAGES: Locale[] = ["zh-CN", "en"];

interface Props {
  label: string;
  value: Text | undefined;
  onChange: (value: Text) => void;
  multiline?: boolean;
}

export function LocalizedInput({ label, value = {}, onChange, multiline = false }: Props) {
  const { t, i18n } = useTranslation("form-designer");
  const id = useId();
  const ordered = i18n.language === "en" ? [...LANGUAGES].reverse() : LANGUAGES;
  const change = (language: Locale, text: string) => {
    const { [language]: _, ...rest } = value;
    onChange(text ? { ...rest, [language]: text } : rest);
  };
  return (
    <div>
      <label className={css.propLabel} htmlFor={`${id}-0`}>
        {label}
      </label>
      <div className={css.languages}>
        {ordered.map((language, index) => {
          const attributes = {
            id: `${id}-${index}`,
            "aria-label": `${label} ${t(`language.${language}`)}`,
            value: value[language] ?? "",
            lang: language,
          };
          return (
            <div key={language} className={css.language}>
              <span className={css.languageTag} aria-hidden>
                {t(`languageShort.${language}`)}
              </span>
              {multiline ? (
                <Input.TextArea
                  {...attributes}
                  autoSize={{ minRows: 1, maxRows: 6 }}
                  onChange={(e) => change(language, e.target.value)}
                />
              ) : (
                <Input {...attributes} onChange={(e) => change(language, e.target.value)} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
