// What number, money and percent share: editing, reading and filtering exact decimals.

import { useTranslation } from "react-i18next";
import { currencyUnit } from "@/ui";
import { DecimalInput } from "../DecimalInput";
import { formatDecimal } from "../decimal";
import styles from "../form.module.css";
import { scaleOf, textOf } from "../schema";
import type { EditProps, FilterEditorProps } from "./fieldType";
import { asText, Between, control, usePlaceholder } from "./shared";

export type DecimalType = "number" | "money" | "percent";

export function DecimalEdit({ suffix, ...props }: EditProps<DecimalType> & { suffix?: string | undefined }) {
  return (
    <DecimalInput
      {...control(props)}
      value={asText(props.value) || null}
      scale={scaleOf(props.field)}
      placeholder={usePlaceholder(props)}
      suffix={suffix && !props.inCell ? <span className={styles.secondary}>{suffix}</span> : undefined}
      onChange={props.onChange}
    />
  );
}

export function DecimalView({ value, scale, unit }: { value: unknown; scale: number; unit?: string | undefined }) {
  return (
    <span className={styles.number}>
      {formatDecimal(value, scale)}
      {unit && <span className={styles.unit}> {unit}</span>}
    </span>
  );
}

export function DecimalFilter({ field, op, value, onChange, label }: FilterEditorProps<DecimalType>) {
  const { t } = useTranslation("form");
  return (
    <Between op={op} value={value} onChange={onChange}>
      {(v, change, end) => (
        <DecimalInput
          aria-label={end === "one" ? label : `${label} ${t(`filter.${end === "to" ? "toEnd" : "from"}`)}`}
          value={asText(v) || null}
          scale={scaleOf(field)}
          onChange={(next) => change(next ?? undefined)}
        />
      )}
    </Between>
  );
}

export function unitOf(field: EditProps<DecimalType>["field"], locale: string): string {
  if (field.type === "money") return currencyUnit(field.currency, locale);
  if (field.type === "percent") return "%";
  return textOf(field.unit, locale);
}
