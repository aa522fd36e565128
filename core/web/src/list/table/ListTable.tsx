// Rows as a table: sticky head, rows of 40 px, columns that are chosen, resized and sorted by; rows may be selected, and
// lines across the table may stand between them.

import { Table, type TableProps } from "antd";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { fieldType, isEmptyValue, isNumeric, NO_REFS, type Refs } from "@/form";
import type { Column, ColumnInfo, ListRow } from "../column";
import { isMark, type Mark } from "../group/lines";
import css from "../list.module.css";
import type { ColumnChoice } from "../useColumnChoice";
import type { Sort } from "../useListState";
import { fitted } from "./fit";
import { ResizableHead } from "./ResizableHead";
import { useRoom } from "./useRoom";

const TITLE_WIDTH = 260;
const HEAD_PX = 36;
const SELECT_WIDTH = 48;
/** The scrollbar of a long list stands beside the columns. */
const SCROLLBAR_PX = 16;

interface Props<Row extends ListRow> {
  rows: (Row | Mark)[];
  refs: Refs | undefined;
  columns: Column<Row>[];
  shown: string[];
  choice: ColumnChoice;
  onChoice: (change: Partial<ColumnChoice>) => void;
  sort: Sort | undefined;
  onSort: (sort: Sort | undefined) => void;
  hrefOf: (row: Row) => string;
  onOpen: (row: Row) => void;
  openId: string | undefined;
  /** Asks for more when the end comes near. */
  onEnd: () => void;
  footer: React.ReactNode;
  /** The ids of the selected rows; no boxes to tick where absent. */
  selected?: string[];
  onSelect?: (ids: string[]) => void;
  /** What stands before the title in its cell, such as a type's icon. */
  lead?: (row: Row) => React.ReactNode;
}

const NEAR_END_PX = 400;

export function ListTable<Row extends ListRow>({
  rows,
  refs = NO_REFS,
  columns,
  shown,
  choice,
  onChoice,
  sort,
  onSort,
  hrefOf,
  onOpen,
  openId,
  onEnd,
  footer,
  selected,
  onSelect,
  lead,
}: Props<Row>) {
  const { t } = useTranslation("list");
  const frame = useRef<HTMLDivElement>(null);
  const { width: room, height } = useRoom(frame);
  const [dragged, setDragged] = useState<Record<string, number>>({});
  const selectable = selected !== undefined;

  const definitions = useMemo(() => {
    const chosenColumns = columns.filter((c) => shown.includes(c.key));
    // Takes what the others leave, so that they are as wide as they were made and an edge follows the pointer.
    const last = chosenColumns.findLast((column) => !column.tools)?.key ?? "$title";
    const asked = { ...choice.widths, ...dragged };
    const natural = [
      { key: "$title", width: asked["$title"] ?? TITLE_WIDTH, fixed: "$title" in asked },
      ...chosenColumns.map(({ key, width, tools }) => ({ key, width: asked[key] ?? width, fixed: tools || key in asked })),
    ];
    const widths = fitted(natural, room - SCROLLBAR_PX - (selectable ? SELECT_WIDTH : 0));
    // What has given way stays as it is seen: otherwise an edge that is dragged would run from the pointer.
    const narrowed = Object.fromEntries(natural.filter(({ key, width }) => widths[key] !== width).map(({ key }) => [key, widths[key] as number]));
    const resize = (key: string, name: string, width: number) => ({
      ...(key !== last && { width }),
      onHeaderCell: () =>
        ({
          columnWidth: width,
          columnName: name,
          onResize: (next: number, done: boolean) => {
            if (done) {
              setDragged({});
              onChoice({ widths: { ...choice.widths, ...narrowed, [key]: next } });
            } else setDragged({ ...widths, [key]: next });
          },
        }) as object,
    });
    // A line across the table takes the place of all its cells.
    const across = (cells: number) => ({ onCell: (line: Row | Mark) => (isMark(line) ? { colSpan: cells } : {}) });
    const title: NonNullable<TableProps<Row | Mark>["columns"]>[number] = {
      key: "$title",
      title: t("system.title"),
      fixed: "left",
      ellipsis: true,
      ...resize("$title", t("system.title"), widths["$title"] ?? TITLE_WIDTH),
      ...across(chosenColumns.length + 1),
      render: (_, row) =>
        isMark(row) ? (
          row.mark
        ) : (
          <>
            {lead?.(row)}
            <Link to={hrefOf(row)} className={css.title} title={row.title} onClick={(e) => e.stopPropagation()}>
              {row.title || t("untitled")}
            </Link>
          </>
        ),
    };
    const rest = chosenColumns.map(
      (column): NonNullable<TableProps<Row | Mark>["columns"]>[number] => ({
        key: column.key,
        title: column.tools ? <span className="visually-hidden">{column.label}</span> : column.label,
        ellipsis: true,
        ...(isNumeric(column.field) ? { align: "right" as const } : {}),
        ...(column.sortable
          ? {
              sorter: true,
              sortOrder: sort?.field === column.key ? (sort.descending ? ("descend" as const) : ("ascend" as const)) : null,
            }
          : {}),
        ...(column.tools ? { width: column.width } : resize(column.key, column.label, widths[column.key] ?? column.width)),
        ...across(0),
        render: (_, row) => (isMark(row) ? null : <Cell column={column} row={row} refs={refs} />),
      }),
    );
    const wide = Object.values(widths).reduce((sum, width) => sum + width, 0);
    return { all: [title, ...rest], wide };
  }, [columns, shown, sort, refs, dragged, choice.widths, room, selectable, hrefOf, onChoice, lead, t]);

  return (
    <div className={css.tableFrame} ref={frame}>
      <Table<Row | Mark>
        size="small"
        rowKey="id"
        className={css.table ?? ""}
        columns={definitions.all}
        dataSource={rows}
        pagination={false}
        showSorterTooltip={false}
        components={{ header: { cell: ResizableHead } }}
        // Columns are as wide as they were made: a long title would push the others off the page.
        scroll={{ x: definitions.wide + (selected ? SELECT_WIDTH : 0), ...(height > 0 ? { y: height - HEAD_PX } : {}) }}
        rowClassName={(row) => (isMark(row) ? (row.kind === "head" ? css.lineHead : css.lineFoot) ?? "" : row.id === openId ? (css.rowOpen ?? "") : "")}
        onRow={(row) => (isMark(row) ? {} : { onClick: () => onOpen(row) })}
        onScroll={(e) => {
          const el = e.currentTarget;
          if (el.scrollHeight - el.scrollTop - el.clientHeight < NEAR_END_PX) onEnd();
        }}
        onChange={(_, __, sorter) => {
          const one = Array.isArray(sorter) ? sorter[0] : sorter;
          onSort(
            one?.order && one.columnKey !== undefined
              ? { field: String(one.columnKey), descending: one.order === "descend" }
              : undefined,
          );
        }}
        {...(footer ? { footer: () => footer } : {})}
        {...(selected && onSelect
          ? {
              rowSelection: {
                selectedRowKeys: selected,
                columnWidth: SELECT_WIDTH,
                onChange: (keys: React.Key[]) => onSelect(keys.map(String)),
                getCheckboxProps: (row: Row | Mark) => (isMark(row) ? { disabled: true } : { "aria-label": t("select", { name: row.title || t("untitled") }) }),
                renderCell: (_: boolean, row: Row | Mark, __: number, box: React.ReactNode) => (isMark(row) ? null : box),
              },
            }
          : {})}
      />
    </div>
  );
}

function Cell<Row extends ListRow>({ column, row, refs }: { column: Column<Row>; row: Row; refs: Refs }) {
  if (column.cell) return column.cell(row, refs);
  return <Shown column={column} value={row.data[column.key]} refs={refs} />;
}

/** A value the way its field shows it in a cell; nothing for an empty one. */
export function Shown({ column, value, refs }: { column: Pick<ColumnInfo, "field">; value: unknown; refs: Refs }) {
  if (isEmptyValue(value)) return null;
  const type = fieldType(column.field.type);
  const View = type.Cell ?? type.View;
  return <View field={column.field} value={value} refs={refs} inCell />;
}
