// One row of the grid.

import { useSortable } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { Button, Tooltip } from "antd";
import { Copy, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { isNumeric } from "../fields/registry";
import styles from "../form.module.css";
import { DetailCell } from "./DetailCell";
import type { DetailModel } from "./DetailEdit";
import type { Row } from "./rows";

export function DetailGridRow({ model, row, index }: { model: DetailModel; row: Row; index: number }) {
  const { t } = useTranslation("form");
  const { table, columns, full, least, rows } = model;
  // dnd-kit takes 0 for "no id", so rows are known by their number as people count them.
  const { setNodeRef, transform, transition, attributes, listeners, isDragging } = useSortable({ id: index + 1 });
  const number = index + 1;
  return (
    <tr
      ref={setNodeRef}
      data-row={index}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      data-dragging={isDragging || undefined}
    >
      <td className={styles.gridNumber}>
        <button
          type="button"
          className={styles.handle}
          {...attributes}
          {...listeners}
          aria-label={t("detail.drag", { row: number })}
        >
          {number}
        </button>
      </td>
      {columns.map((c) => (
        <td key={c.key} className={isNumeric(c) ? styles.right : undefined}>
          <DetailCell
            table={table}
            column={c}
            index={index}
            value={row[c.key]}
            inCell
            onChange={(value) => model.change(index, { ...row, [c.key]: value })}
          />
        </td>
      ))}
      <td className={styles.gridActions}>
        <Tooltip title={t("detail.copy")}>
          <Button
            type="text"
            size="small"
            icon={<Copy size={14} />}
            aria-label={t("detail.copyRow", { row: number })}
            disabled={full}
            onClick={() => model.copy(index)}
          />
        </Tooltip>
        <Tooltip title={t("detail.remove")}>
          <Button
            type="text"
            size="small"
            icon={<Trash2 size={14} />}
            aria-label={t("detail.removeRow", { row: number })}
            disabled={rows.length <= least}
            onClick={() => model.remove(index)}
          />
        </Tooltip>
      </td>
    </tr>
  );
}
