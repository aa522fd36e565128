// Which column of a file fills which field, and what that choice lacks.

import type { Schemas } from "@/api";
import type { Import, ImportColumn, ImportField } from "./queries";

export type Mapping = Schemas["ColumnMapping"];

export function mappingOf(columns: ImportColumn[]): Mapping[] {
  return columns.flatMap(({ column, field }) => (field ? [{ column, field }] : []));
}

/** Lets a column fill a field, or none. A field that another column filled moves over: two cannot fill it. */
export function assigned(columns: ImportColumn[], column: number, field: string | undefined): ImportColumn[] {
  return columns.map((one) => {
    if (one.column === column) return { column, header: one.header, ...(field ? { field } : {}) };
    return field !== undefined && one.field === field ? { column: one.column, header: one.header } : one;
  });
}

/** Rows are found by a field only as long as a column fills it. */
export function matchAfter(columns: ImportColumn[], matchBy: string | null | undefined): string | null {
  return matchBy && columns.some(({ field }) => field === matchBy) ? matchBy : null;
}

/** Fields that new things need and no column fills. */
export function missing(columns: ImportColumn[], fields: ImportField[]): ImportField[] {
  return fields.filter(({ key, required }) => required && !columns.some(({ field }) => field === key));
}

/** The first filled cells of a column, each once. */
export function samples(preview: Import["preview"], column: number, most = 3): string[] {
  const found = preview.map(({ cells }) => cells[column]?.trim() ?? "").filter((text) => text !== "");
  return [...new Set(found)].slice(0, most);
}

/** Whether two files have the same head, so that what was chosen for one fits the other. */
export function sameHead(a: ImportColumn[], b: ImportColumn[]): boolean {
  return a.length === b.length && a.every(({ header }, at) => header === b[at]?.header);
}
