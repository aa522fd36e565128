// An e-mail address.

import { Input } from "antd";
import { Mail as Icon } from "lucide-react";
import { defineFieldType, type EditProps, type ViewProps } from "./fieldType";
import { asText, control, TextFilter, usePlaceholder } from "./shared";

function Edit(props: EditProps<"email">) {
  return (
    <Input
      {...control(props)}
      type="email"
      inputMode="email"
      value={asText(props.value)}
      placeholder={usePlaceholder(props)}
      onChange={(e) => props.onChange(e.target.value || null)}
    />
  );
}

function View({ value }: ViewProps<"email">) {
  return <a href={`mailto:${asText(value)}`}>{asText(value)}</a>;
}

export const email = defineFieldType<"email">({
  type: "email",
  icon: Icon,
  group: "organisation",
  column: true,
  settings: () => ({}),
  Edit,
  View,
  FilterEditor: TextFilter,
  print: (_field, value) => asText(value),
});
