// A web address, http or https; anything else is shown as plain text.

import { Input } from "antd";
import { Link as Icon } from "lucide-react";
import { defineFieldType, type EditProps, type ViewProps } from "./fieldType";
import { asText, control, TextFilter, usePlaceholder } from "./shared";

function Edit(props: EditProps<"link">) {
  return (
    <Input
      {...control(props)}
      type="url"
      inputMode="url"
      value={asText(props.value)}
      placeholder={usePlaceholder(props)}
      onChange={(e) => props.onChange(e.target.value || null)}
    />
  );
}

function View({ value }: ViewProps<"link">) {
  if (!/^https?:\/\//i.test(asText(value))) return asText(value);
  return (
    <a href={asText(value)} target="_blank" rel="noreferrer noopener">
      {asText(value)}
    </a>
  );
}

export const link = defineFieldType<"link">({
  type: "link",
  icon: Icon,
  group: "organisation",
  column: true,
  settings: () => ({}),
  Edit,
  View,
  FilterEditor: TextFilter,
  print: (_field, value) => asText(value),
});
