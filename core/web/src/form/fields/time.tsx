// A time of day, `09:30`, without a time zone.

import { TimePicker } from "antd";
import dayjs from "dayjs";
import { Clock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { defineFieldType, type EditProps, type FilterEditorProps, type ViewProps } from "./fieldType";
import { asText, Between, control, usePlaceholder } from "./shared";

const MINUTE = "HH:mm";

function read(value: unknown) {
  const [hour, minute] = asText(value).split(":").map(Number);
  return hour === undefined || minute === undefined || Number.isNaN(hour + minute)
    ? null
    : dayjs().startOf("day").hour(hour).minute(minute);
}

function Edit(props: EditProps<"time">) {
  const { t } = useTranslation("form");
  return (
    <TimePicker
      {...control(props)}
      style={{ width: "100%" }}
      format={MINUTE}
      needConfirm={false}
      value={read(props.value)}
      placeholder={usePlaceholder(props) ?? t("time.placeholder")}
      onChange={(at) => props.onChange(at && !Array.isArray(at) ? at.format(MINUTE) : null)}
    />
  );
}

function FilterEditor({ op, value, onChange, label }: FilterEditorProps<"time">) {
  return (
    <Between op={op} value={value} onChange={onChange}>
      {(v, change) => (
        <TimePicker
          aria-label={label}
          format={MINUTE}
          needConfirm={false}
          value={read(v)}
          onChange={(at) => change(at && !Array.isArray(at) ? at.format(MINUTE) : undefined)}
        />
      )}
    </Between>
  );
}

export const time = defineFieldType<"time">({
  type: "time",
  icon: Clock,
  group: "common",
  column: true,
  settings: () => ({}),
  Edit,
  View: ({ value }: ViewProps<"time">) => asText(value).slice(0, MINUTE.length),
  FilterEditor,
  print: (_field, value) => asText(value).slice(0, MINUTE.length),
});
