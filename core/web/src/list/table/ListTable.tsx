// Rows as a table: sticky head, rows of 40 px, columns that are chosen, resized and sorted by; rows may be selected.

import { Table, type TableProps } from "antd";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { fieldType, isEmptyValue, isNumeric, NO_REFS, type Refs } from "@/form";
import type { Column, ColumnInfo, ListRow } from "../column";
import css from "../list.module.css";
import type { ColumnChoice } from "../useColumnChoice";
import type { Sort } from "../useListState";
import { ResizableHead } from "./ResizableHead";
import { useHeight } from "./useHeight";

const TITLE_WIDTH = 260;
const HEAD_PX = 36;
const SELECT_WIDTH = 48;

interface Props<Row extends ListRow> {
  rows: Row[];
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
  const height = useHeight(frame);
  const [dragged, setDragged] = useState<Record<string, number>>({});
  const widths = { ...choice.widths, ...dragged };

  const definitions = useMemo(() => {
    const resize = (key: string, name: string, width: number) => ({
      width,
      onHeaderCell: () =>
        ({
          columnWidth: width,
          columnName: name,
          onResize: (next: number, done: boolean) => {
            if (done) {
              setDragged({});
              onChoice({ widths: { ...choice.widths, [key]: next } });
            } else setDragged({ [key]: next });
          },
        }) as object,
    });
    const title: NonNullable<TableProps<Row>["columns"]>[number] = {
      key: "$title",
      title: t("system.title"),
      fixed: "left",
      ellipsis: true,
      ...resize("$title", t("system.title"), widths["$title"] ?? TITLE_WIDTH),
      render: (_, row) => (
        <>
          {lead?.(row)}
          <Link to={hrefOf(row)} className={css.title} onClick={(e) => e.stopPropagation()}>
            {row.title || t("untitled")}
          </Link>
        </>
      ),
    };
    const rest = columns
      .filter((c) => shown.includes(c.key))
      .map((column): NonNullable<TableProps<Row>["columns"]>[number] => ({
        key: column.key,
        title: column.label,
        ellipsis: true,
        ...(isNumeric(column.field) ? { align: "right" as const } : {}),
        ...(column.sortable
          ? {
              sorter: true,
              sortOrder: sort?.field === column.key ? (sort.descending ? ("descend" as const) : ("ascend" as const)) : null,
            }
          : {}),
        ...resize(column.key, column.label, widths[column.key] ?? column.width),
        render: (_, row) => <Cell column={column} row={row} refs={refs} />,
      }));
    return [title, ...rest];
  }, [columns, shown, sort, refs, widths, choice.widths, hrefOf, onChoice, lead, t]);

  return (
    <div className={css.tableFrame} ref={frame}>
      <Table<Row>
        size="small"
        rowKey="id"
        className={css.table ?? ""}
        columns={definitions}
        dataSource={rows}
        pagination={false}
        showSorterTooltip={false}
        components={{ header: { cell: ResizableHead } }}
        scroll={{ x: "max-content", ...(height > 0 ? { y: height - HEAD_PX } : {}) }}
        rowClassName={(row) => (row.id === openId ? (css.rowOpen ?? "") : "")}
        onRow={(row) => ({ onClick: () => onOpen(row) })}
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
                getCheckboxProps: (row: Row) => ({ "aria-label": t("select", { name: row.title || t("untitled") }) }),
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
