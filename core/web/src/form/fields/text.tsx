// One line of text.

import { Input } from "antd";
import { Type } from "lucide-react";
import { defineFieldType, type EditProps, type ViewProps } from "./fieldType";
import { asText, control, TextFilter, usePlaceholder } from "./shared";

function Edit(props: EditProps<"text">) {
  const { value, onChange, field } = props;
  return (
    <Input
      {...control(props)}
      value={asText(value)}
      placeholder={usePlaceholder(props)}
      maxLength={field.maxLength ?? undefined}
      onChange={(e) => onChange(e.target.value || null)}
    />
  );
}

export const text = defineFieldType<"text">({
  type: "text",
  icon: Type,
  group: "common",
  column: true,
  settings: () => ({}),
  Edit,
  View: ({ value }: ViewProps<"text">) => asText(value),
  FilterEditor: TextFilter,
  print: (_field, value) => asText(value),
});
