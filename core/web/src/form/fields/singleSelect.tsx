// One of several options.

import { Select } from "antd";
import { ListChecks } from "lucide-react";
import { useTranslation } from "react-i18next";
import { defineFieldType, type EditProps, type FilterEditorProps, type ViewProps } from "./fieldType";
import { offered, optionLabel, OptionsFilter } from "./options";
import { asText, control, usePlaceholder } from "./shared";

/** Below this many options a search box is only in the way. */
const SEARCH_FROM = 8;

function Edit(props: EditProps<"singleSelect">) {
  const { t, i18n } = useTranslation("form");
  const chosen = asText(props.value);
  const options = offered(props.field.options, [chosen], i18n.language);
  return (
    <Select
      {...control(props)}
      style={{ width: "100%" }}
      allowClear
      {...(options.length >= SEARCH_FROM ? { showSearch: { optionFilterProp: "label" } } : {})}
      value={chosen || null}
      options={options}
      placeholder={usePlaceholder(props) ?? t("select.placeholder")}
      onChange={(key) => props.onChange(key ?? null)}
    />
  );
}

function View({ field, value }: ViewProps<"singleSelect">) {
  const { t, i18n } = useTranslation("form");
  return optionLabel(field.options, asText(value), { locale: i18n.language, t });
}

export const singleSelect = defineFieldType<"singleSelect">({
  type: "singleSelect",
  icon: ListChecks,
  group: "common",
  column: true,
  settings: () => ({ options: [] }),
  Edit,
  View,
  FilterEditor: (props: FilterEditorProps<"singleSelect">) => (
    <OptionsFilter {...(props as FilterEditorProps<"singleSelect" | "multiSelect">)} />
  ),
  print: (field, value, context) => optionLabel(field.options, asText(value), context),
});
