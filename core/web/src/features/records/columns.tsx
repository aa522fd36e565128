// What can be shown, sorted and filtered in a list of records: the form's fields and what every record has.

import type { TFunction } from "i18next";
import type { Schemas } from "@/api";
import type { FilterOp } from "@/form";
import { formColumns, Shown, standingColumn, type Column } from "@/list";
import { DateTime, InstanceStatusTag } from "@/ui";
import { Origin } from "./Origin";
import type { FormInfo, RecordRow } from "./queries";

/** Columns shown before anyone chose: more do not fit a laptop. */
const SHOWN_AT_FIRST = 7;

const STATUSES: Schemas["InstanceStatus"][] = ["running", "approved", "rejected", "withdrawn", "terminated", "failed"];
const CHOICE: FilterOp[] = ["eq", "ne", "in", "notIn"];
const DAY: FilterOp[] = ["between", "ge", "le", "eq"];

/** The columns of what every record has. */
function systemColumns(words: TFunction, status: (key: string) => string, withStatus: boolean): Column<RecordRow>[] {
  const department = { type: "department", multiple: false } as const;
  const departmentField = { key: "$department", label: {}, ...department } as Column["field"];
  return [
    ...(withStatus
      ? [
          standingColumn<RecordRow>({
            key: "$status",
            label: words("system.status"),
            field: {
              type: "singleSelect",
              options: STATUSES.map((key) => ({ key, label: { "zh-CN": status(key), en: status(key) } })),
            },
            ops: CHOICE,
            sortable: false,
            width: 110,
            cell: (row) => row.status && <InstanceStatusTag status={row.status} plain />,
          }),
        ]
      : []),
    standingColumn<RecordRow>({
      key: "$createdBy",
      label: words("system.createdBy"),
      field: { type: "person", multiple: false },
      ops: CHOICE,
      sortable: false,
      width: 120,
      cell: (row) => <Origin row={row} />,
    }),
    standingColumn<RecordRow>({
      key: "$createdAt",
      label: words("system.createdAt"),
      field: { type: "date" },
      ops: DAY,
      sortable: true,
      width: 140,
      cell: (row) => <DateTime value={row.createdAt} />,
    }),
    standingColumn<RecordRow>({
      key: "$updatedAt",
      label: words("system.updatedAt"),
      field: { type: "date" },
      ops: DAY,
      sortable: true,
      width: 140,
      cell: (row) => <DateTime value={row.updatedAt} />,
    }),
    standingColumn<RecordRow>({
      key: "$department",
      label: words("system.department"),
      field: department,
      ops: CHOICE,
      sortable: false,
      width: 160,
      cell: (row, refs) =>
        row.departmentId && <Shown column={{ field: departmentField }} value={[row.departmentId]} refs={refs} />,
    }),
  ];
}

/** `list` are the texts of `@/list`. */
export function columnsOf(
  form: FormInfo,
  locale: string,
  list: TFunction,
  status: (key: string) => string,
): Column<RecordRow>[] {
  return [...formColumns(form, locale), ...systemColumns(list, status, form.flowKeys.length > 0)];
}

/** The field that a record's title is made of says nothing new beside it. */
export function titleKey(form: FormInfo): string | undefined {
  const only = /^\{([a-z0-9_-]+)\}$/.exec(form.schema.titleTemplate?.trim() ?? "")?.[1];
  return only ?? (form.schema.titleTemplate?.trim() ? undefined : form.schema.fields.find((f) => f.type === "text")?.key);
}

export function shownAtFirst(columns: Column<RecordRow>[], title: string | undefined): string[] {
  const bulky = new Set(["longText", "file", "image", "signature", "detail", "address"]);
  const own = columns.filter((c) => c.own && c.key !== title && !bulky.has(c.field.type)).slice(0, SHOWN_AT_FIRST - 3);
  const system = columns.filter((c) => ["$status", "$createdBy", "$createdAt"].includes(c.key));
  return [...own, ...system].map((c) => c.key);
}
