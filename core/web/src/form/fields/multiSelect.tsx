// Some of several options.

import { Select, Tag } from "antd";
import { SquareCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import styles from "../form.module.css";
import { defineFieldType, type EditProps, type FilterEditorProps, type ViewProps } from "./fieldType";
import { offered, optionLabel, OptionsFilter } from "./options";
import { asIds, control, usePlaceholder } from "./shared";

function Edit(props: EditProps<"multiSelect">) {
  const { t, i18n } = useTranslation("form");
  const chosen = asIds(props.value);
  return (
    <Select<string[]>
      {...control(props)}
      mode="multiple"
      style={{ width: "100%" }}
      allowClear
      showSearch={{ optionFilterProp: "label" }}
      value={chosen}
      options={offered(props.field.options, chosen, i18n.language)}
      placeholder={usePlaceholder(props) ?? t("select.placeholder")}
      onChange={(keys) => props.onChange(keys.length > 0 ? keys : null)}
    />
  );
}

function View({ field, value, inCell }: ViewProps<"multiSelect">) {
  const { t, i18n } = useTranslation("form");
  const labels = asIds(value).map((key) => optionLabel(field.options, key, { locale: i18n.language, t }));
  if (inCell) return <span className={styles.oneLine}>{labels.join(t("listSeparator"))}</span>;
  return (
    <span className={styles.tags}>
      {labels.map((label) => (
        <Tag key={label}>{label}</Tag>
      ))}
    </span>
  );
}

export const multiSelect = defineFieldType<"multiSelect">({
  type: "multiSelect",
  icon: SquareCheck,
  group: "common",
  column: true,
  settings: () => ({ options: [] }),
  Edit,
  View,
  FilterEditor: (props: FilterEditorProps<"multiSelect">) => (
    <OptionsFilter {...(props as FilterEditorProps<"singleSelect" | "multiSelect">)} />
  ),
  print: (field, value, context) =>
    asIds(value)
      .map((key) => optionLabel(field.options, key, context))
      .join(context.t("listSeparator")),
});
