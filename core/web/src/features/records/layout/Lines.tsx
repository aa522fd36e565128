// The lines of a card below its title: the values of the chosen columns, those that are there.

import { NO_REFS, isEmptyValue, type Refs } from "@/form";
import { Shown, type Column } from "@/list";
import type { RecordRow } from "../queries";
import css from "./card.module.css";

interface Props {
  row: RecordRow;
  columns: Column<RecordRow>[];
  refs: Refs | undefined;
}

export function Lines({ row, columns, refs = NO_REFS }: Props) {
  const lines = columns.flatMap((column) => {
    if (!column.own) {
      const shown = column.cell?.(row, refs);
      return shown ? [{ column, shown }] : [];
    }
    const value = row.data[column.key];
    return isEmptyValue(value) ? [] : [{ column, shown: <Shown column={column} value={value} refs={refs} /> }];
  });
  if (lines.length === 0) return null;
  return (
    <dl className={css.lines}>
      {lines.map(({ column, shown }) => (
        <div key={column.key}>
          <dt>{column.label}</dt>
          <dd className="ellipsis">{shown}</dd>
        </div>
      ))}
    </dl>
  );
}
