// A detail row in two lines: what it is and its last figure above, the rest below.

import { memo } from "react";
import { useTranslation } from "react-i18next";
import { fieldType, isNumeric } from "../fields/registry";
import styles from "../form.module.css";
import { isEmptyValue, type Field, type Refs } from "../schema";
import type { Row } from "./rows";

interface Props {
  columns: Field[];
  row: Row;
  refs: Refs;
}

export const CardLines = memo(function CardLines({ columns, row, refs }: Props) {
  const { t, i18n } = useTranslation("form");
  const text = (c: Field) =>
    isEmptyValue(row[c.key]) ? "" : fieldType(c.type).print(c, row[c.key], { locale: i18n.language, refs, t });
  const subject = columns.find((c) => !isNumeric(c)) ?? columns[0];
  const figure = [...columns].reverse().find((c) => isNumeric(c) && c !== subject);
  const rest = columns.filter((c) => c !== subject && c !== figure);
  const words = rest
    .filter((c) => !isNumeric(c))
    .map(text)
    .filter(Boolean);
  const numbers = rest.filter(isNumeric).map(text).filter(Boolean);
  return (
    <span className={styles.cardLines}>
      <span className={styles.cardTop}>
        <span>{(subject && text(subject)) || <span className={styles.secondary}>{t("detail.blank")}</span>}</span>
        {figure && <strong className={styles.number}>{text(figure)}</strong>}
      </span>
      {words.length + numbers.length > 0 && (
        <span className={styles.cardBottom}>
          <span>{words.join(" · ")}</span>
          <span className={styles.number}>{numbers.join(" × ")}</span>
        </span>
      )}
    </span>
  );
}, looksTheSame);

function looksTheSame(a: Props, b: Props): boolean {
  return (
    a.refs === b.refs &&
    a.columns.length === b.columns.length &&
    a.columns.every((c, i) => c === b.columns[i] && a.row[c.key] === b.row[c.key])
  );
}
