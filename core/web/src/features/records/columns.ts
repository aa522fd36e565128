// What can be shown, sorted and filtered in a list of records: the form's fields and what every record has.

import type { TFunction } from "i18next";
import type { Schemas } from "@/api";
import { fieldType, isLayout, textOf, type Field, type FilterOp } from "@/form";
import type { FormInfo } from "./queries";

export interface Column {
  /** A field's key, or `$createdAt` and the like. */
  key: string;
  label: string;
  /** The field, or one that stands for what every record has. */
  field: Field;
  own: boolean;
  sortable: boolean;
  ops: FilterOp[];
  width: number;
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
/** Columns shown before anyone chose: more do not fit a laptop. */
const SHOWN_AT_FIRST = 7;

const STATUSES: Schemas["InstanceStatus"][] = ["running", "approved", "rejected", "withdrawn", "terminated", "failed"];
const CHOICE: FilterOp[] = ["eq", "ne", "in", "notIn"];

/** The columns of what every record has, as fields, so that the same editors and views serve them. */
function systemColumns(t: TFunction, status: (key: string) => string, withStatus: boolean): Column[] {
  const column = (
    key: string,
    field: Partial<Field> & Pick<Field, "type">,
    ops: FilterOp[],
    sortable: boolean,
    width: number,
  ): Column => {
    const label = t(`system.${key.slice(1)}`);
    return {
      key,
      label,
      field: { key, label: { "zh-CN": label, en: label }, ...field } as Field,
      own: false,
      sortable,
      ops,
      width,
    };
  };
  const day: FilterOp[] = ["between", "ge", "le", "eq"];
  return [
    ...(withStatus
      ? [
          column(
            "$status",
            { type: "singleSelect", options: STATUSES.map((key) => ({ key, label: { "zh-CN": status(key), en: status(key) } })) },
            CHOICE,
            false,
            110,
          ),
        ]
      : []),
    column("$createdBy", { type: "person", multiple: false }, CHOICE, false, 120),
    column("$createdAt", { type: "date" }, day, true, 140),
    column("$updatedAt", { type: "date" }, day, true, 140),
    column("$department", { type: "department", multiple: false }, CHOICE, false, 160),
  ];
}

export function columnsOf(form: FormInfo, locale: string, t: TFunction, status: (key: string) => string): Column[] {
  const own = form.schema.fields
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
  return [...own, ...systemColumns(t, status, form.flowKeys.length > 0)];
}

/** The field that a record's title is made of says nothing new beside it. */
export function titleKey(form: FormInfo): string | undefined {
  const only = /^\{([a-z0-9_-]+)\}$/.exec(form.schema.titleTemplate?.trim() ?? "")?.[1];
  return only ?? (form.schema.titleTemplate?.trim() ? undefined : form.schema.fields.find((f) => f.type === "text")?.key);
}

export function shownAtFirst(columns: Column[], title: string | undefined): string[] {
  const bulky = new Set(["longText", "file", "image", "signature", "detail", "address"]);
  const own = columns.filter((c) => c.own && c.key !== title && !bulky.has(c.field.type)).slice(0, SHOWN_AT_FIRST - 3);
  const system = columns.filter((c) => ["$status", "$createdBy", "$createdAt"].includes(c.key));
  return [...own, ...system].map((c) => c.key);
}
