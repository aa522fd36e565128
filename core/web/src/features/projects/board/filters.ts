// What a board may be narrowed and arranged by.
import type { TFunction } from "i18next";
import type { LocalizedText } from "@/api";
import { type Field, type FilterOp, textOf } from "@/form";
import { type ColumnInfo, formColumns, standingColumn } from "@/list";
import type { ProjectMember, WorkItemType } from "../queries";

/** Stands for whoever looks. */
const ME = "$me";
const CHOICE: FilterOp[] = ["eq", "ne", "in", "notIn", "empty", "notEmpty"];
const DAY: FilterOp[] = ["between", "ge", "le", "eq", "empty", "notEmpty"];

const both = (text: string): LocalizedText => ({ "zh-CN": text, en: text });

/** Fields of one choice of any type, each once. */
export function choiceFields(types: WorkItemType[]): Field[] {
  const found = new Map<string, Field>();
  for (const { schema } of types)
    for (const field of schema.fields) if (field.type === "singleSelect" && !found.has(field.key)) found.set(field.key, field);
  return [...found.values()];
}

/** What the columns and the lanes may stand for. */
export function arrangements(types: WorkItemType[], t: TFunction, locale: string) {
  const fields = choiceFields(types).map((f) => ({ value: f.key, label: textOf(f.label, locale, f.key) }));
  return {
    columns: [{ value: "$status", label: t("item.status") }, ...fields],
    lanes: [
      { value: "", label: t("board.noLanes") },
      { value: "$assignee", label: t("item.assignee") },
      { value: "$parent", label: t("item.parent") },
      { value: "$type", label: t("item.type") },
      ...fields,
    ],
  };
}

/** The comparisons of the filter sentence; fields are offered once, whichever types have them. */
export function filterColumns(types: WorkItemType[], members: ProjectMember[], t: TFunction, locale: string): ColumnInfo[] {
  const people = [
    { key: ME, label: both(t("board.me")) },
    ...members.map(({ user }) => ({ key: user.id, label: both(user.name) })),
  ];
  const standing = (key: `$${string}`, label: string, field: Partial<Field> & Pick<Field, "type">, ops: FilterOp[]) =>
    standingColumn({ key, label, field, ops, sortable: false, width: 0, cell: () => null });
  const own = new Map<string, ColumnInfo>();
  for (const type of types) for (const column of formColumns(type, locale)) if (!own.has(column.key)) own.set(column.key, column);
  return [
    standing(
      "$type",
      t("item.type"),
      { type: "singleSelect", options: types.map(({ key, name }) => ({ key, label: name })) },
      CHOICE.slice(0, 4),
    ),
    standing("$assignee", t("item.assignee"), { type: "singleSelect", options: people }, CHOICE),
    standing("$due", t("item.due"), { type: "date" }, DAY),
    standing("$start", t("item.start"), { type: "date" }, DAY),
    ...own.values(),
  ];
}
