// An exact number, with an optional unit after it.

import { Hash } from "lucide-react";
import { useTranslation } from "react-i18next";
import { formatDecimal } from "../decimal";
import { isEmptyValue, scaleOf } from "../schema";
import { DecimalEdit, DecimalFilter, DecimalView, unitOf } from "./decimalFields";
import { defineFieldType, type EditProps, type FilterEditorProps, type ViewProps } from "./fieldType";

function Edit(props: EditProps<"number">) {
  const { i18n } = useTranslation("form");
  return <DecimalEdit {...(props as EditProps<"number" | "money" | "percent">)} suffix={unitOf(props.field, i18n.language)} />;
}

function View({ field, value, inCell }: ViewProps<"number">) {
  const { i18n } = useTranslation("form");
  return <DecimalView value={value} scale={scaleOf(field)} unit={inCell ? undefined : unitOf(field, i18n.language)} />;
}

export const number = defineFieldType<"number">({
  type: "number",
  icon: Hash,
  group: "common",
  numeric: true,
  column: true,
  settings: () => ({ scale: 0 }),
  Edit,
  View,
  FilterEditor: (props: FilterEditorProps<"number">) => (
    <DecimalFilter {...(props as FilterEditorProps<"number" | "money" | "percent">)} />
  ),
  print: (field, value, { locale }) =>
    isEmptyValue(value) ? "" : `${formatDecimal(value, scaleOf(field))} ${unitOf(field, locale)}`.trim(),
});
