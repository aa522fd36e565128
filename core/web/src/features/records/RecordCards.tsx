// The records on a phone: what it is and its amount, then its state, its author and its date. While some are being
// selected, each has a box to tick.

import { Checkbox } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { fieldType, isEmptyValue, isNumeric, NO_REFS, type Refs } from "@/form";
import type { Column } from "@/list";
import { DateTime, InstanceStatusTag } from "@/ui";
import type { RecordRow } from "./queries";
import type { Selection } from "./bulk/selection";
import { senderName } from "./sender";
import css from "./records.module.css";

interface Props {
  rows: RecordRow[];
  refs: Refs | undefined;
  columns: Column<RecordRow>[];
  shown: string[];
  selection: Selection | undefined;
  hrefOf: (row: RecordRow) => string;
}

export function RecordCards({ rows, refs = NO_REFS, columns, shown, selection, hrefOf }: Props) {
  const { t } = useTranslation("records");
  const { t: list } = useTranslation("list");
  const { t: words, i18n } = useTranslation("form");
  const own = columns.filter((c) => c.own && shown.includes(c.key));
  const figure = own.find((c) => c.field.type === "money") ?? own.find((c) => isNumeric(c.field));
  const second = own.find((c) => c !== figure);
  const text = (column: Column<RecordRow> | undefined, row: RecordRow) =>
    column && !isEmptyValue(row.data[column.key])
      ? fieldType(column.field.type).print(column.field, row.data[column.key], { locale: i18n.language, refs, t: words })
      : "";
  return (
    <ul className={css.cards}>
      {rows.map((row) => (
        <li key={row.id} className={css.cardRow}>
          {selection && (
            <Checkbox
              className={css.tick ?? ""}
              aria-label={list("select", { name: row.title || t("untitled") })}
              checked={selection.ids.includes(row.id)}
              onChange={(e) => selection.select(e.target.checked ? [...selection.ids, row.id] : selection.ids.filter((id) => id !== row.id))}
            />
          )}
          <Link to={hrefOf(row)} className={css.card}>
            <span className={css.cardLine}>
              <strong className="ellipsis">{row.title || t("untitled")}</strong>
              <span className={css.figure}>{text(figure, row)}</span>
            </span>
            <span className={css.cardLine}>
              <span className={`${css.quiet} ellipsis`}>
                {[text(second, row), senderName(row)].filter(Boolean).join(" · ")}
              </span>
              {row.status ? (
                <InstanceStatusTag status={row.status} plain />
              ) : (
                <DateTime value={row.createdAt} form="day" className={css.quiet ?? ""} />
              )}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
