// What single and multi select share: which options are offered, how a chosen one is read, the filter.

import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { textOf, type SelectOption } from "../schema";
import type { FilterEditorProps, TextContext } from "./fieldType";
import { asIds } from "./shared";

/** What a chosen option is called; one that is no longer in the form is told as that, with the key that is left of it. */
export function optionLabel(options: SelectOption[], key: string, { locale, t }: Pick<TextContext, "locale" | "t">): string {
  const option = options.find((o) => o.key === key);
  return option || !key ? textOf(option?.label, locale, key) : t("select.gone", { key });
}

/** Options to choose from: those in use, and a retired one only while it is still chosen. */
export function offered(options: SelectOption[], chosen: string[], locale: string) {
  return options
    .filter((o) => !o.retired || chosen.includes(o.key))
    .map((o) => ({ value: o.key, label: textOf(o.label, locale, o.key), disabled: o.retired === true }));
}

export function OptionsFilter({ field, op, value, onChange, label }: FilterEditorProps<"singleSelect" | "multiSelect">) {
  const { t, i18n } = useTranslation("form");
  const several = op === "in" || op === "notIn";
  return (
    <Select<string | string[]>
      {...(several ? { mode: "multiple" as const } : {})}
      aria-label={label}
      style={{ width: "100%" }}
      placeholder={t("select.placeholder")}
      showSearch={{ optionFilterProp: "label" }}
      value={several ? asIds(value) : asIds(value)[0]}
      options={field.options.map((o) => ({ value: o.key, label: textOf(o.label, i18n.language, o.key) }))}
      onChange={onChange}
    />
  );
}
