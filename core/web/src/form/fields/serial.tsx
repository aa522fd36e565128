// A number that the server gives at submission. Before that there is nothing to enter and nothing to show but a note.

import { Binary } from "lucide-react";
import { useTranslation } from "react-i18next";
import styles from "../form.module.css";
import { defineFieldType, type EditProps, type ViewProps } from "./fieldType";
import { asText, TextFilter } from "./shared";

function Edit({ value }: EditProps<"serial">) {
  const { t } = useTranslation("form");
  return asText(value) ? (
    <span className={styles.number}>{asText(value)}</span>
  ) : (
    <span className={styles.secondary}>{t("serial.later")}</span>
  );
}

export const serial = defineFieldType<"serial">({
  type: "serial",
  icon: Binary,
  group: "structure",
  column: false,
  settings: () => ({ prefix: "", digits: 4, reset: "yearly" }),
  Edit,
  View: ({ value }: ViewProps<"serial">) => <span className={styles.number}>{asText(value)}</span>,
  FilterEditor: TextFilter,
  print: (_field, value) => asText(value),
});
