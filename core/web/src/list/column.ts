// What can be shown, sorted and filtered in a list: the fields of a form, and columns that every row of a kind has.

import type { ReactNode } from "react";
import type { Schemas } from "@/api";
import { fieldType, isLayout, textOf, type Field, type FilterOp, type FormData, type FormSchema, type Refs } from "@/form";

/** What the table needs of a row; each kind of thing has more. */
export interface ListRow {
  id: string;
  title: string;
  data: FormData;
}

/** A column as filters and the choice of columns see it. */
export interface ColumnInfo {
  /** A field's key, or `$createdAt` and the like. */
  key: string;
  label: string;
  /** The field, or one that stands for what every row has. */
  field: Field;
  own: boolean;
  sortable: boolean;
  ops: FilterOp[];
  /** In px. */
  width: number;
  /** Holds tools, not values: its heading is for readers only and is not resized. */
  tools?: boolean;
}

export interface Column<Row extends ListRow = ListRow> extends ColumnInfo {
  /** How a row shows it; the field's own way where absent. */
  cell?: (row: Row, refs: Refs) => ReactNode;
}

const WIDTHS: Partial<Record<Field["type"], number>> = {
  number: 110,
  percent: 100,
  money: 140,
  date: 120,
  time: 90,
  dateTime: 160,
  checkbox: 90,
  dateRange: 200,
  longText: 240,
  address: 220,
};
const WIDTH_DEFAULT = 160;

export interface FormColumns {
  schema: FormSchema;
  /** Which fields the server can filter and sort by. */
  slots: Record<string, Schemas["FieldListing"]>;
}

/** The fields of a form that fit a cell. */
export function formColumns(form: FormColumns, locale: string): Column[] {
  return form.schema.fields
    .filter((f) => !isLayout(f) && f.type !== "richText")
    .map((field): Column => {
      const slot = form.slots[field.key];
      return {
        key: field.key,
        label: textOf(field.label, locale, field.key),
        field,
        own: true,
        sortable: slot?.sortable ?? false,
        ops: slot?.filterable && fieldType(field.type).FilterEditor ? slot.ops : [],
        width: WIDTHS[field.type] ?? WIDTH_DEFAULT,
      };
    });
}

export interface Standing<Row extends ListRow> {
  key: `$${string}`;
  label: string;
  /** A field of the same nature, so that the same editors and words serve the column. */
  field: Partial<Field> & Pick<Field, "type">;
  ops: FilterOp[];
  sortable: boolean;
  width: number;
  tools?: boolean;
  cell: (row: Row, refs: Refs) => ReactNode;
}

/** A column that every row of a kind has, whatever its form. */
export function standingColumn<Row extends ListRow>({ key, label, field, ...rest }: Standing<Row>): Column<Row> {
  return { key, label, field: { key, label: { "zh-CN": label, en: label }, ...field } as Field, own: false, ...rest };
}
