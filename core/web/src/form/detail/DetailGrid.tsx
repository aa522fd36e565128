// The rows as a grid: row numbers that are also the handles to drag by, inline editors, totals in the last line. Of a
// long table only the rows near the window, and the one being edited, carry editors.

import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
  type DragEndEvent,
} from "@dnd-kit/core";
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { Button } from "antd";
import { Plus } from "lucide-react";
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDecimal } from "../decimal";
import { isNumeric } from "../fields/registry";
import { unitOf } from "../fields/decimalFields";
import styles from "../form.module.css";
import { scaleOf, textOf, type Field } from "../schema";
import { useForm } from "../FormContext";
import type { DetailModel } from "./DetailEdit";
import { DetailGridRow } from "./DetailGridRow";
import { cellState, ROWS_IN_PAGE } from "./rows";
import { TextRow } from "./TextRow";
import { useRowWindow } from "./useRowWindow";

const DRAG_STARTS_AFTER_PX = 4;

/** A column's heading: the label, with its unit once rather than in every row. */
export function columnTitle(column: Field, locale: string): string {
  const label = textOf(column.label, locale, column.key);
  const unit = column.type === "money" || column.type === "percent" || column.type === "number" ? unitOf(column, locale) : "";
  if (!unit || label.includes(unit)) return label;
  return locale.startsWith("zh") ? `${label}（${unit}）` : `${label} (${unit})`;
}

/** After the row's number, which is a handle to move it by. */
const FIRST_CONTROL = "td:not(:first-child) :is(input, textarea, button)";

export function DetailGrid({ model, id, describedBy }: { model: DetailModel; id: string; describedBy?: string | undefined }) {
  const { t, i18n } = useTranslation("form");
  const { prefix, refs, rights, state } = useForm();
  const { table, columns, rows, totals, full } = model;
  const body = useRef<HTMLTableSectionElement>(null);
  const live = useRowWindow(body, rows.length);
  const [focused, setFocused] = useState<{ row: number; cell: string }>();
  const waiting = useMemo(() => ({ prefix, table: table.key }), [prefix, table.key]);
  // A cell that was reached as text, by a finding or a click, hands the focus to the control that takes its place.
  useLayoutEffect(() => {
    if (focused && document.activeElement === document.body) document.getElementById(focused.cell)?.focus();
  }, [focused]);
  // Whoever adds a row goes on in it.
  const adding = useRef(false);
  useLayoutEffect(() => {
    if (!adding.current) return;
    adding.current = false;
    body.current?.rows[rows.length - 1]?.querySelector<HTMLElement>(FIRST_CONTROL)?.focus();
  }, [rows.length]);
  const add = () => {
    adding.current = true;
    model.add();
  };
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: DRAG_STARTS_AFTER_PX } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const name = textOf(table.label, i18n.language, table.key);
  const hasTotals = columns.some((c) => totals[c.key] !== undefined);
  const end = ({ active, over }: DragEndEvent) => {
    if (over && active.id !== over.id) model.move(Number(active.id) - 1, Number(over.id) - 1);
  };
  return (
    <div className={styles.gridFrame} data-long={rows.length > ROWS_IN_PAGE || undefined}>
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={end}>
        <table className={styles.grid} aria-label={name} aria-describedby={describedBy}>
          <thead>
            <tr>
              <th className={styles.gridNumber} aria-label={t("detail.number")} />
              {columns.map((c) => (
                <th key={c.key} className={isNumeric(c) ? styles.right : undefined} scope="col">
                  {columnTitle(c, i18n.language)}
                  {cellState(table, c, undefined, state, rights).required && (
                    <span className={styles.required} aria-hidden>
                      {" "}
                      *
                    </span>
                  )}
                </th>
              ))}
              <th className={styles.gridActions} aria-label={t("detail.actions")} />
            </tr>
          </thead>
          <SortableContext items={rows.map((_, i) => i + 1)} strategy={verticalListSortingStrategy}>
            <tbody
              ref={body}
              onFocus={({ target }) => {
                const row = target.closest("tr")?.dataset["row"];
                setFocused(row === undefined ? undefined : { row: Number(row), cell: target.id });
              }}
            >
              {rows.map((row, index) =>
                (index >= live.from && index < live.to) || index === focused?.row ? (
                  <DetailGridRow key={index} model={model} row={row} index={index} />
                ) : (
                  <TextRow key={index} row={row} index={index} columns={columns} refs={refs} waiting={waiting} />
                ),
              )}
              {rows.length === 0 && (
                <tr>
                  <td />
                  <td className={styles.gridEmpty} colSpan={columns.length + 1}>
                    {t("detail.none")}
                  </td>
                </tr>
              )}
            </tbody>
          </SortableContext>
          <tfoot>
            <tr>
              <td className={styles.gridAdd} colSpan={2}>
                <Button id={id} type="link" size="small" icon={<Plus size={14} />} disabled={full} onClick={add}>
                  {t("detail.add")}
                </Button>
              </td>
              {columns.slice(1).map((c, i) => {
                const total = totals[c.key];
                const labelHere = hasTotals && total === undefined && totals[columns[i + 2]?.key ?? ""] !== undefined;
                return (
                  <td key={c.key} className={styles.right}>
                    {total !== undefined ? (
                      <strong className={styles.number}>{formatDecimal(total, scaleOf(c))}</strong>
                    ) : labelHere ? (
                      <span className={styles.secondary}>{t("detail.total")}</span>
                    ) : null}
                  </td>
                );
              })}
              <td />
            </tr>
          </tfoot>
        </table>
      </DndContext>
    </div>
  );
}
