// A first and a last day, both included; how many days that is stands beside it.

import { DatePicker } from "antd";
import dayjs from "dayjs";
import { CalendarRange } from "lucide-react";
import { useTranslation } from "react-i18next";
import { DAY } from "../DatePart";
import styles from "../form.module.css";
import { defineFieldType, type EditProps, type TextContext, type ViewProps } from "./fieldType";
import { asText, control } from "./shared";

interface Range {
  start: string;
  end: string;
}

function read(value: unknown): Range | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { start, end } = value as Partial<Range>;
  return start && end ? { start, end } : undefined;
}

function daysOf({ start, end }: Range): number {
  return dayjs(end).diff(dayjs(start), "day") + 1;
}

function Edit(props: EditProps<"dateRange">) {
  const { t } = useTranslation("form");
  const { id, label, ...attributes } = { ...control(props), label: props.label };
  const range = read(props.value);
  return (
    <DatePicker.RangePicker
      {...attributes}
      id={{ start: id, end: `${id}-end` }}
      aria-label={label}
      style={{ width: "100%" }}
      format={DAY}
      placeholder={[t("dateRange.start"), t("dateRange.end")]}
      value={range ? [dayjs(range.start), dayjs(range.end)] : null}
      onChange={(days) => props.onChange(days?.[0] && days[1] ? { start: days[0].format(DAY), end: days[1].format(DAY) } : null)}
    />
  );
}

function print(value: unknown, t: TextContext["t"]): string {
  const range = read(value);
  return range ? t("dateRange.text", { ...range, count: daysOf(range) }) : "";
}

function View({ value, inCell }: ViewProps<"dateRange">) {
  const { t } = useTranslation("form");
  const range = read(value);
  if (!range) return asText(value);
  return (
    <span>
      {t("dateRange.between", { ...range })}
      {!inCell && <span className={styles.unit}> {t("dateRange.days", { count: daysOf(range) })}</span>}
    </span>
  );
}

export const dateRange = defineFieldType<"dateRange">({
  type: "dateRange",
  icon: CalendarRange,
  group: "common",
  column: true,
  settings: () => ({}),
  Edit,
  View,
  print: (_field, value, { t }) => print(value, t),
});
