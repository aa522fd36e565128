// The rows on a phone: two-line cards, each opening a sheet with its columns one below the other.

import { Button, Drawer } from "antd";
import { ArrowDown, ArrowUp, Copy, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { controlId, useForm } from "../FormContext";
import styles from "../form.module.css";
import { textOf } from "../schema";
import { CardLines } from "./CardLines";
import { DetailCell } from "./DetailCell";
import type { DetailModel } from "./DetailEdit";
import { TotalsLine } from "./TotalsLine";
import { cellState } from "./rows";

export function DetailCards({ model, id }: { model: DetailModel; id: string }) {
  const { t, i18n } = useTranslation("form");
  const { issues, prefix, refs, rights, state } = useForm();
  const { table, columns, rows, full, least } = model;
  const [open, setOpen] = useState<number>();
  const row = open === undefined ? undefined : rows[open];
  const close = () => setOpen(undefined);
  return (
    <div>
      <ul className={styles.cards} aria-label={textOf(table.label, i18n.language, table.key)}>
        {rows.map((r, index) => (
          <li key={index}>
            <button
              type="button"
              className={styles.card}
              data-invalid={issues.some((i) => i.field.startsWith(`${table.key}[${index}].`)) || undefined}
              aria-label={t("detail.editRow", { row: index + 1 })}
              onClick={() => setOpen(index)}
            >
              <CardLines columns={columns} row={r} refs={refs} />
            </button>
          </li>
        ))}
      </ul>
      <TotalsLine model={model} />
      <Button
        id={id}
        block
        icon={<Plus size={16} />}
        disabled={full}
        onClick={() => {
          model.add();
          setOpen(rows.length);
        }}
      >
        {t("detail.add")}
      </Button>
      <Drawer
        open={row !== undefined}
        placement="bottom"
        size="85%"
        onClose={close}
        title={t("detail.rowTitle", { table: textOf(table.label, i18n.language, table.key), row: (open ?? 0) + 1 })}
        footer={
          open !== undefined && (
            <div className={styles.sheetFoot}>
              <Button
                type="text"
                icon={<ArrowUp size={16} />}
                aria-label={t("detail.up")}
                disabled={open === 0}
                onClick={() => {
                  model.move(open, open - 1);
                  setOpen(open - 1);
                }}
              />
              <Button
                type="text"
                icon={<ArrowDown size={16} />}
                aria-label={t("detail.down")}
                disabled={open >= rows.length - 1}
                onClick={() => {
                  model.move(open, open + 1);
                  setOpen(open + 1);
                }}
              />
              <Button
                type="text"
                icon={<Copy size={16} />}
                aria-label={t("detail.copy")}
                disabled={full}
                onClick={() => {
                  model.copy(open);
                  setOpen(open + 1);
                }}
              />
              <Button
                type="text"
                danger
                icon={<Trash2 size={16} />}
                aria-label={t("detail.remove")}
                disabled={rows.length <= least}
                onClick={() => {
                  model.remove(open);
                  close();
                }}
              />
              <Button className={styles.push} type="primary" onClick={close}>
                {t("done")}
              </Button>
            </div>
          )
        }
      >
        {row !== undefined && open !== undefined && (
          <div className={styles.sheet}>
            {columns.map((c) => (
              <div key={c.key}>
                <label className={styles.label} htmlFor={controlId(prefix, `${table.key}[${open}].${c.key}`)}>
                  {textOf(c.label, i18n.language, c.key)}
                  {cellState(table, c, open, state, rights).required && <span className={styles.required}> *</span>}
                </label>
                <DetailCell
                  table={table}
                  column={c}
                  index={open}
                  value={row[c.key]}
                  inCell={false}
                  onChange={(value) => model.change(open, { ...row, [c.key]: value })}
                />
              </div>
            ))}
          </div>
        )}
      </Drawer>
    </div>
  );
}
