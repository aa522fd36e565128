// A phone number; a tap calls it.

import { Input } from "antd";
import { Smartphone as Icon } from "lucide-react";
import { defineFieldType, type EditProps, type ViewProps } from "./fieldType";
import { asText, control, TextFilter, usePlaceholder } from "./shared";

function Edit(props: EditProps<"phone">) {
  return (
    <Input
      {...control(props)}
      type="tel"
      inputMode="tel"
      value={asText(props.value)}
      placeholder={usePlaceholder(props)}
      onChange={(e) => props.onChange(e.target.value || null)}
    />
  );
}

function View({ value }: ViewProps<"phone">) {
  return <a href={`tel:${asText(value)}`}>{asText(value)}</a>;
}

export const phone = defineFieldType<"phone">({
  type: "phone",
  icon: Icon,
  group: "organisation",
  column: true,
  settings: () => ({}),
  Edit,
  View,
  FilterEditor: TextFilter,
  print: (_field, value) => asText(value),
});
