// An instant: stored in UTC, read and entered in the company's time zone.

import { DatePicker } from "antd";
import dayjs from "dayjs";
import type { ComponentProps } from "react";
import { CalendarClock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { fromWallClock, inZone, wallClock } from "@/ui";
import { defineFieldType, type EditProps, type FilterEditorProps, type ViewProps } from "./fieldType";
import { asText, Between, control, usePlaceholder } from "./shared";

const SHOWN = "YYYY-MM-DD HH:mm";

export function instantText(value: unknown): string {
  return dayjs(asText(value)).isValid() && asText(value) !== "" ? inZone(asText(value)).format(SHOWN) : "";
}

function Picker({
  value,
  onChange,
  ...rest
}: { value: unknown; onChange: (value: string | null) => void } & Omit<
  ComponentProps<typeof DatePicker>,
  "value" | "onChange" | "multiple"
>) {
  return (
    <DatePicker
      {...rest}
      style={{ width: "100%" }}
      showTime={{ format: "HH:mm" }}
      format={SHOWN}
      value={asText(value) ? wallClock(asText(value)) : null}
      onChange={(at) => onChange(dayjs.isDayjs(at) ? fromWallClock(at.second(0).millisecond(0)) : null)}
    />
  );
}

function Edit(props: EditProps<"dateTime">) {
  const { t } = useTranslation("form");
  return (
    <Picker
      {...control(props)}
      value={props.value}
      placeholder={usePlaceholder(props) ?? t("dateTime.placeholder")}
      onChange={props.onChange}
    />
  );
}

function FilterEditor({ op, value, onChange, label }: FilterEditorProps<"dateTime">) {
  return (
    <Between op={op} value={value} onChange={onChange}>
      {(v, change) => <Picker aria-label={label} value={v} onChange={(at) => change(at ?? undefined)} />}
    </Between>
  );
}

export const dateTime = defineFieldType<"dateTime">({
  type: "dateTime",
  icon: CalendarClock,
  group: "common",
  column: true,
  settings: () => ({}),
  Edit,
  View: ({ value }: ViewProps<"dateTime">) => instantText(value),
  FilterEditor,
  print: (_field, value) => instantText(value),
});
