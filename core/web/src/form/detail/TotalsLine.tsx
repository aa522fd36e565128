// The totals of a detail table below its cards.

import { useTranslation } from "react-i18next";
import { formatDecimal } from "../decimal";
import styles from "../form.module.css";
import { scaleOf, textOf, type Field } from "../schema";

export function TotalsLine({ model }: { model: { columns: Field[]; totals: Record<string, string> } }) {
  const { t, i18n } = useTranslation("form");
  const summed = model.columns.filter((c) => model.totals[c.key] !== undefined);
  if (summed.length === 0) return null;
  return (
    <div className={styles.totalsLine}>
      {summed.map((c) => (
        <span key={c.key}>
          {t("detail.totalOf", { column: textOf(c.label, i18n.language, c.key) })}{" "}
          <strong className={styles.number}>{formatDecimal(model.totals[c.key], scaleOf(c))}</strong>
        </span>
      ))}
    </div>
  );
}
