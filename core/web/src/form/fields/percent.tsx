// Per cent; 12.5 means 12.5 %.

import { Percent } from "lucide-react";
import { useTranslation } from "react-i18next";
import { formatDecimal } from "../decimal";
import { isEmptyValue, scaleOf } from "../schema";
import { DecimalEdit, DecimalFilter, DecimalView, unitOf } from "./decimalFields";
import { defineFieldType, type EditProps, type FilterEditorProps, type ViewProps } from "./fieldType";

function Edit(props: EditProps<"percent">) {
  const { i18n } = useTranslation("form");
  return <DecimalEdit {...(props as EditProps<"number" | "money" | "percent">)} suffix={unitOf(props.field, i18n.language)} />;
}

function View({ field, value, inCell }: ViewProps<"percent">) {
  const { i18n } = useTranslation("form");
  return <DecimalView value={value} scale={scaleOf(field)} unit={inCell ? undefined : unitOf(field, i18n.language)} />;
}

export const percent = defineFieldType<"percent">({
  type: "percent",
  icon: Percent,
  group: "common",
  numeric: true,
  column: true,
  settings: () => ({ scale: 0 }),
  Edit,
  View,
  FilterEditor: (props: FilterEditorProps<"percent">) => (
    <DecimalFilter {...(props as FilterEditorProps<"number" | "money" | "percent">)} />
  ),
  print: (field, value, { locale }) =>
    isEmptyValue(value) ? "" : `${formatDecimal(value, scaleOf(field))} ${unitOf(field, locale)}`.trim(),
});
