// A date picker whose value is the plain text `2026-11-21`: a calendar day, never an instant.

import { DatePicker } from "antd";
import type { ComponentProps } from "react";
import dayjs from "dayjs";

type Props = Omit<
  ComponentProps<typeof DatePicker>,
  "value" | "onChange" | "defaultValue" | "minDate" | "maxDate" | "multiple"
> & {
  value: string | null | undefined;
  onChange: (value: string | null) => void;
  min?: string | undefined;
  max?: string | undefined;
};

export const DAY = "YYYY-MM-DD";

export function DatePart({ value, onChange, min, max, ...rest }: Props) {
  return (
    <DatePicker
      {...rest}
      {...(min ? { minDate: dayjs(min) } : {})}
      {...(max ? { maxDate: dayjs(max) } : {})}
      format={DAY}
      value={value ? dayjs(value, DAY) : null}
      onChange={(day) => onChange(day && !Array.isArray(day) ? day.format(DAY) : null)}
    />
  );
}
