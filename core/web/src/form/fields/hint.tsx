// A note to the reader. `FormFill` draws it; there is no value.

import { Info } from "lucide-react";
import { useTranslation } from "react-i18next";
import styles from "../form.module.css";
import { textOf } from "../schema";
import { defineFieldType, type ViewProps } from "./fieldType";

function View({ field }: ViewProps<"hint">) {
  const { i18n } = useTranslation("form");
  return (
    <div className={styles.hint} role="note">
      <Info size={16} aria-hidden />
      <span className={styles.lines}>{textOf(field.text, i18n.language)}</span>
    </div>
  );
}

export const hint = defineFieldType<"hint">({
  type: "hint",
  icon: Info,
  group: "structure",
  column: false,
  startsFull: true,
  settings: () => ({ text: {} }),
  View,
  print: (field, _value, { locale }) => textOf(field.text, locale),
});
