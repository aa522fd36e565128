// How wide the columns of a table are where they would not fit: those that nobody made as wide as they are give way, so
// that the last one is not cut off.

/** The part of its width that a column keeps at least. */
const KEPT = 0.7;

export interface Wide {
  key: string;
  /** In px. */
  width: number;
  /** Somebody's choice, or made for its tools. */
  fixed?: boolean;
}

/** The widths by key, in px. Columns that do not fit even when all give way keep theirs: the table then scrolls. */
export function fitted(columns: Wide[], room: number): Record<string, number> {
  const over = columns.reduce((sum, { width }) => sum + width, 0) - room;
  const gives = ({ width, fixed }: Wide) => (fixed ? 0 : width * (1 - KEPT));
  const given = columns.reduce((sum, column) => sum + gives(column), 0);
  const part = room > 0 && over > 0 && over <= given ? over / given : 0;
  return Object.fromEntries(columns.map((column) => [column.key, Math.floor(column.width - gives(column) * part)]));
}
