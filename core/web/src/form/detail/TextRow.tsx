// A row as text: how it is read, and how the rows of a long table wait until they come near. Drawn again only when what
// it shows has changed.

import { memo } from "react";
import { fieldType, isNumeric } from "../fields/registry";
import { Nothing } from "../fields/shared";
import { controlId } from "../FormContext";
import styles from "../form.module.css";
import { isEmptyValue, type Field, type Refs } from "../schema";
import type { Row } from "./rows";

interface Props {
  row: Row;
  index: number;
  columns: Field[];
  refs: Refs;
  /** Of the controls that will stand here: the table's path in front of the column's. */
  waiting?: { prefix: string; table: string } | undefined;
}

export const TextRow = memo(function TextRow({ row, index, columns, refs, waiting }: Props) {
  return (
    <tr data-row={waiting ? index : undefined}>
      <td className={styles.gridNumber}>{index + 1}</td>
      {columns.map((c) => {
        const { View } = fieldType(c.type);
        return (
          <td
            key={c.key}
            className={isNumeric(c) ? styles.right : undefined}
            {...(waiting && { id: controlId(waiting.prefix, `${waiting.table}[${index}].${c.key}`), tabIndex: -1 })}
          >
            <div className={styles.cellView}>
              {isEmptyValue(row[c.key]) ? <Nothing /> : <View field={c} value={row[c.key]} refs={refs} inCell />}
            </div>
          </td>
        );
      })}
      {waiting && <td />}
    </tr>
  );
}, looksTheSame);

function looksTheSame(a: Props, b: Props): boolean {
  return (
    a.index === b.index &&
    a.refs === b.refs &&
    a.waiting?.prefix === b.waiting?.prefix &&
    a.columns.length === b.columns.length &&
    a.columns.every((c, i) => c === b.columns[i] && a.row[c.key] === b.row[c.key])
  );
}
