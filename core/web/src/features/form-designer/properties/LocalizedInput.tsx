// A text in both languages: the reader's own first; the other one below once it has a text or is asked for.

import { Input } from "antd";
import { useId, useState } from "react";
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
  const [asked, setAsked] = useState(false);
  const both = asked || ordered.slice(1).some((language) => value[language]);
  const change = (language: Locale, text: string) => {
    const { [language]: _, ...rest } = value;
    onChange(text ? { ...rest, [language]: text } : rest);
  };
  return (
    <div>
      <div className={css.propLine}>
        <label className={css.propLabel} htmlFor={`${id}-0`}>
          {label}
        </label>
        {!both && (
          <button type="button" className={css.other} aria-label={t("language.add", { label })} onClick={() => setAsked(true)}>
            {t("language.other")}
          </button>
        )}
      </div>
      <div className={css.languages}>
        {(both ? ordered : ordered.slice(0, 1)).map((language, index) => {
          const attributes = {
            id: `${id}-${index}`,
            "aria-label": `${label} ${t(`language.${language}`)}`,
            value: value[language] ?? "",
            lang: language,
          };
          return (
            <div key={language} className={css.language}>
              {both && (
                <span className={css.languageTag} aria-hidden>
                  {t(`languageShort.${language}`)}
                </span>
              )}
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
