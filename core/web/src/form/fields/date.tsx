// A calendar date, without a time zone.

import { Calendar } from "lucide-react";
import { useTranslation } from "react-i18next";
import { DatePart } from "../DatePart";
import { defineFieldType, type EditProps, type FilterEditorProps, type ViewProps } from "./fieldType";
import { asText, Between, control, usePlaceholder } from "./shared";

function Edit(props: EditProps<"date">) {
  const { t } = useTranslation("form");
  const { value, onChange, field } = props;
  return (
    <DatePart
      {...control(props)}
      style={{ width: "100%" }}
      value={asText(value) || null}
      min={field.min ?? undefined}
      max={field.max ?? undefined}
      placeholder={usePlaceholder(props) ?? t("date.placeholder")}
      onChange={onChange}
    />
  );
}

function FilterEditor({ op, value, onChange, label }: FilterEditorProps<"date">) {
  const { t } = useTranslation("form");
  return (
    <Between op={op} value={value} onChange={onChange}>
      {(v, change, end) => (
        <DatePart
          aria-label={end === "one" ? label : `${label} ${t(`filter.${end === "to" ? "toEnd" : "from"}`)}`}
          style={{ width: "100%" }}
          value={asText(v) || null}
          onChange={(day) => change(day ?? undefined)}
        />
      )}
    </Between>
  );
}

export const date = defineFieldType<"date">({
  type: "date",
  icon: Calendar,
  group: "common",
  column: true,
  settings: () => ({}),
  Edit,
  View: ({ value }: ViewProps<"date">) => asText(value),
  FilterEditor,
  print: (_field, value) => asText(value),
});
