// Yes or no. The field's label stands above like any other; the word beside the box is the placeholder, or "yes".

import { Checkbox, Select } from "antd";
import { Check, CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import styles from "../form.module.css";
import { defineFieldType, type EditProps, type FilterEditorProps, type ViewProps } from "./fieldType";
import { Nothing, usePlaceholder } from "./shared";

function Edit(props: EditProps<"checkbox">) {
  const { t } = useTranslation("form");
  const beside = usePlaceholder(props) ?? t("yes");
  return (
    <span className={styles.boxed}>
      <Checkbox
        id={props.id}
        aria-label={props.label}
        aria-describedby={props.describedBy}
        checked={props.value === true}
        onChange={(e) => props.onChange(e.target.checked)}
      >
        {props.inCell ? null : beside}
      </Checkbox>
    </span>
  );
}

function View({ value, inCell }: ViewProps<"checkbox">) {
  const { t } = useTranslation("form");
  if (value !== true) return inCell ? <Nothing /> : t("no");
  return (
    <span className={styles.withIcon}>
      <Check size={16} aria-hidden={!inCell} aria-label={inCell ? t("yes") : undefined} />
      {!inCell && t("yes")}
    </span>
  );
}

function FilterEditor({ value, onChange, label }: FilterEditorProps<"checkbox">) {
  const { t } = useTranslation("form");
  return (
    <Select
      aria-label={label}
      style={{ width: "100%" }}
      value={value === undefined ? undefined : String(value)}
      onChange={(v) => onChange(v === "true")}
      options={[
        { value: "true", label: t("yes") },
        { value: "false", label: t("no") },
      ]}
    />
  );
}

export const checkbox = defineFieldType<"checkbox">({
  type: "checkbox",
  icon: CircleCheck,
  group: "common",
  column: true,
  settings: () => ({}),
  Edit,
  View,
  FilterEditor,
  print: (_field, value, { t }) => t(value === true ? "yes" : "no"),
});
