// Editing the rows of a detail table: a grid with inline editors on a desktop, two-line cards with a sheet on a phone.

import type { EditProps } from "../fields/fieldType";
import { useForm } from "../FormContext";
import { useNarrow } from "../narrow";
import { DetailCards } from "./DetailCards";
import { DetailGrid } from "./DetailGrid";
import { newRow, rowsOf, totalsOf, visibleColumns, withCopy, withoutRow, withRow, moved, type Row } from "./rows";
import type { Field, FieldOf } from "../schema";

const ROWS_MAX = 500;

export interface DetailModel {
  table: FieldOf<"detail">;
  columns: Field[];
  rows: Row[];
  totals: Record<string, string>;
  full: boolean;
  least: number;
  add: () => void;
  change: (index: number, row: Row) => void;
  copy: (index: number) => void;
  remove: (index: number) => void;
  move: (from: number, to: number) => void;
}

export function DetailEdit({ field, value, onChange, state, id, describedBy }: EditProps<"detail">) {
  const phone = useNarrow();
  const { rights } = useForm();
  const rows = rowsOf(value);
  const set = (next: Row[]) => onChange(next.length > 0 ? next : null);
  const model: DetailModel = {
    table: field,
    columns: visibleColumns(field, state, rights),
    rows,
    totals: totalsOf(field, rows, state),
    full: rows.length >= (field.maxRows ?? ROWS_MAX),
    least: field.minRows ?? 0,
    add: () => set([...rows, newRow(field.fields)]),
    change: (index, row) => set(withRow(rows, index, row)),
    copy: (index) => set(withCopy(rows, index)),
    remove: (index) => set(withoutRow(rows, index)),
    move: (from, to) => set(moved(rows, from, to)),
  };
  return phone ? <DetailCards model={model} id={id} /> : <DetailGrid model={model} id={id} describedBy={describedBy} />;
}
