// An amount of money in one currency; the decimals are exact text.

import { JapaneseYen } from "lucide-react";
import { useTranslation } from "react-i18next";
import { formatMoney } from "@/ui";
import { formatDecimal } from "../decimal";
import styles from "../form.module.css";
import { isEmptyValue, scaleOf } from "../schema";
import { DecimalEdit, DecimalFilter, DecimalView, unitOf } from "./decimalFields";
import { defineFieldType, type EditProps, type FilterEditorProps, type ViewProps } from "./fieldType";

function Edit(props: EditProps<"money">) {
  const { i18n } = useTranslation("form");
  return <DecimalEdit {...(props as EditProps<"number" | "money" | "percent">)} suffix={unitOf(props.field, i18n.language)} />;
}

function View({ field, value, inCell }: ViewProps<"money">) {
  const { i18n } = useTranslation("form");
  return <DecimalView value={value} scale={scaleOf(field)} unit={inCell ? undefined : unitOf(field, i18n.language)} />;
}

/** In a list, where the heading names no currency. */
function Cell({ field, value }: ViewProps<"money">) {
  return <span className={styles.number}>{formatMoney(String(value), field.currency, scaleOf(field))}</span>;
}

export const money = defineFieldType<"money">({
  type: "money",
  icon: JapaneseYen,
  group: "common",
  numeric: true,
  column: true,
  settings: () => ({ currency: "CNY", scale: 2 }),
  Edit,
  View,
  Cell,
  FilterEditor: (props: FilterEditorProps<"money">) => (
    <DecimalFilter {...(props as FilterEditorProps<"number" | "money" | "percent">)} />
  ),
  print: (field, value, { locale }) =>
    isEmptyValue(value) ? "" : `${formatDecimal(value, scaleOf(field))} ${unitOf(field, locale)}`.trim(),
});
