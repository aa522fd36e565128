// A computed value: shown as it is typed elsewhere, never entered.

import { Sigma } from "lucide-react";
import { useTranslation } from "react-i18next";
import { formatDecimal } from "../decimal";
import styles from "../form.module.css";
import { isEmptyValue, scaleOf, type FieldOf } from "../schema";
import { defineFieldType, type EditProps, type FilterEditorProps, type TextContext, type ViewProps } from "./fieldType";
import { DecimalFilter, type DecimalType } from "./decimalFields";
import { asText, TextFilter } from "./shared";

function print(field: FieldOf<"formula">, value: unknown, { t }: Pick<TextContext, "t">): string {
  if (isEmptyValue(value)) return "";
  if (field.result === "number") return formatDecimal(value, scaleOf(field));
  if (field.result === "bool") return t(value === true ? "yes" : "no");
  return asText(value);
}

function Edit({ field, value, id }: EditProps<"formula">) {
  const { t } = useTranslation("form");
  const text = print(field, value, { t });
  return (
    <output id={id} className={`${styles.computed} ${field.result === "number" ? styles.number : ""}`}>
      {text || <span className={styles.secondary}>{t("formula.pending")}</span>}
    </output>
  );
}

function View({ field, value }: ViewProps<"formula">) {
  const { t } = useTranslation("form");
  return <span className={field.result === "number" ? styles.number : undefined}>{print(field, value, { t })}</span>;
}

function FilterEditor(props: FilterEditorProps<"formula">) {
  return props.field.result === "number" ? (
    <DecimalFilter {...(props as unknown as FilterEditorProps<DecimalType>)} />
  ) : (
    <TextFilter {...props} />
  );
}

export const formula = defineFieldType<"formula">({
  type: "formula",
  icon: Sigma,
  group: "structure",
  column: true,
  settings: () => ({ result: "number", scale: 2 }),
  Edit,
  View,
  FilterEditor,
  print: (field, value, context) => print(field, value, context),
});
