// What an export takes along: what the list shows right now, in the columns that were chosen.

import type { Schemas } from "@/api";

export interface ExportColumn {
  key: string;
  label: string;
}

/** A list that can leave as a file. */
export interface ExportSource {
  kind: Schemas["ExchangeKind"];
  formId?: string;
  /** Every column that the file may have, in their order. */
  columns: ExportColumn[];
  /** Those on the screen. */
  shown: string[];
  /** How many rows there are, as far as they were counted. */
  count: number | undefined;
  /** There are more than were counted. */
  capped: boolean;
  query: {
    /** The tree of conditions as it stands in the address. */
    filter?: string | undefined;
    sort?: string | undefined;
    q?: string | undefined;
    department?: string | undefined;
    active?: boolean | undefined;
  };
}

export type ColumnChoice = "shown" | "all" | "chosen";

export interface ExportChoice {
  format: Schemas["TableFormat"];
  columns: ColumnChoice;
  chosen: string[];
}

/** Whether the list shows less than everything. Disabled people are left out of theirs unless asked for. */
export function isNarrowed({ query }: Pick<ExportSource, "query">): boolean {
  return Boolean(query.filter || query.q || query.department || query.active !== undefined);
}

/** The keys of the columns, in the order of the source. */
export function columnsOf({ columns, shown }: Pick<ExportSource, "columns" | "shown">, choice: ExportChoice): string[] {
  const wanted = { shown, all: columns.map(({ key }) => key), chosen: choice.chosen }[choice.columns];
  return columns.map(({ key }) => key).filter((key) => wanted.includes(key));
}

export function exportWish(source: ExportSource, choice: ExportChoice): Schemas["CreateExport"] {
  const { filter, sort, q, department, active } = source.query;
  return {
    kind: source.kind,
    format: choice.format,
    columns: columnsOf(source, choice),
    ...(source.formId ? { formId: source.formId } : {}),
    ...(filter ? { filter: JSON.parse(filter) as Schemas["Filter"] } : {}),
    ...(sort ? { sort } : {}),
    ...(q ? { q } : {}),
    ...(department ? { department } : {}),
    ...(active === undefined ? {} : { active }),
  };
}
