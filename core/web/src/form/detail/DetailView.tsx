// The rows for reading: a table with totals on a desktop, two-line items on a phone.

import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDecimal } from "../decimal";
import type { ViewProps } from "../fields/fieldType";
import { isNumeric } from "../fields/registry";
import { useForm } from "../FormContext";
import { useNarrow } from "../narrow";
import styles from "../form.module.css";
import { scaleOf, textOf } from "../schema";
import { CardLines } from "./CardLines";
import { columnTitle } from "./DetailGrid";
import { ROWS_IN_PAGE, rowsOf, totalsOf, visibleColumns } from "./rows";
import { TextRow } from "./TextRow";
import { TotalsLine } from "./TotalsLine";

export function DetailView({ field, value, refs, state }: ViewProps<"detail">) {
  const { t, i18n } = useTranslation("form");
  const phone = useNarrow();
  const { rights } = useForm();
  const rows = rowsOf(value);
  const columns = visibleColumns(field, state, rights);
  const totals = totalsOf(field, rows, state);
  const name = textOf(field.label, i18n.language, field.key);
  const long = rows.length > ROWS_IN_PAGE;
  const [all, setAll] = useState(false);
  if (phone) {
    return (
      <>
        <ul className={styles.cards} aria-label={name}>
          {(long && !all ? rows.slice(0, ROWS_IN_PAGE) : rows).map((row, index) => (
            <li key={index} className={styles.card}>
              <CardLines columns={columns} row={row} refs={refs} />
            </li>
          ))}
        </ul>
        {long && !all && (
          <Button block className={styles.allRows} onClick={() => setAll(true)}>
            {t("detail.all", { count: rows.length })}
          </Button>
        )}
        <TotalsLine model={{ columns, totals }} />
      </>
    );
  }
  const hasTotals = columns.some((c) => totals[c.key] !== undefined);
  return (
    // Within reach of the keyboard: nothing in it might take the focus.
    <div className={styles.gridFrame} {...(long && { "data-long": true, role: "group", "aria-label": name, tabIndex: 0 })}>
      <table className={styles.grid} aria-label={name}>
        <thead>
          <tr>
            <th className={styles.gridNumber} aria-label={t("detail.number")} />
            {columns.map((c) => (
              <th key={c.key} scope="col" className={isNumeric(c) ? styles.right : undefined}>
                {columnTitle(c, i18n.language)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <TextRow key={index} row={row} index={index} columns={columns} refs={refs} />
          ))}
        </tbody>
        {hasTotals && (
          <tfoot>
            <tr>
              <td />
              {columns.map((c, i) => (
                <td key={c.key} className={isNumeric(c) ? styles.right : undefined}>
                  {totals[c.key] !== undefined ? (
                    <strong className={styles.number}>{formatDecimal(totals[c.key], scaleOf(c))}</strong>
                  ) : i === 0 ? (
                    <strong>{t("detail.total")}</strong>
                  ) : null}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
