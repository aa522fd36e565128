// Several lines of text.

import { Input } from "antd";
import { AlignLeft } from "lucide-react";
import styles from "../form.module.css";
import { defineFieldType, type EditProps, type ViewProps } from "./fieldType";
import { asText, control, TextFilter, usePlaceholder } from "./shared";

function Edit(props: EditProps<"longText">) {
  const { value, onChange, field, inCell } = props;
  return (
    <Input.TextArea
      {...control(props)}
      autoSize={{ minRows: inCell ? 1 : 3, maxRows: 12 }}
      value={asText(value)}
      placeholder={usePlaceholder(props)}
      maxLength={field.maxLength ?? undefined}
      onChange={(e) => onChange(e.target.value || null)}
    />
  );
}

function View({ value, inCell }: ViewProps<"longText">) {
  return <span className={inCell ? styles.oneLine : styles.lines}>{asText(value)}</span>;
}

export const longText = defineFieldType<"longText">({
  type: "longText",
  icon: AlignLeft,
  group: "common",
  column: true,
  startsFull: true,
  settings: () => ({}),
  Edit,
  View,
  FilterEditor: TextFilter,
  print: (_field, value) => asText(value),
});
