// What can be shown, sorted and filtered in a list of work items: what every item has, and one type's own fields.
import type { TFunction } from "i18next";
import { Link } from "react-router";
import type { LocalizedText } from "@/api";
import type { FilterOp } from "@/form";
import { type Column, formColumns, type ListRow, standingColumn } from "@/list";
import { DateTime, PersonName } from "@/ui";
import { allStatuses, typeOf } from "../parts/types";
import css from "../projects.module.css";
import cellsCss from "./cells.module.css";
import type { Category, ProjectMember, WorkItem, WorkItemType } from "../queries";
import { AssigneeCell } from "./AssigneeCell";
import { DayCell } from "./DayCell";
import { StatusCell } from "./StatusCell";

export interface ItemRow extends ListRow {
  item: WorkItem;
  depth: number;
  open?: boolean;
}

export interface ColumnSources {
  projectId: string;
  types: WorkItemType[];
  /** The only type in the list. */
  type: WorkItemType | undefined;
  members: ProjectMember[];
  t: TFunction;
  pick: (text: LocalizedText) => string;
  locale: string;
  hrefOf: (id: string) => string;
}

const ME = "$me";
/** Narrows the list and is no column of its own: the status shows it. */
export const CATEGORY = "$category";
const CATEGORIES: Category[] = ["todo", "doing", "done"];
const CHOICE: FilterOp[] = ["eq", "ne", "in", "notIn"];

const both = (text: string): LocalizedText => ({ "zh-CN": text, en: text });
const option = (key: string, text: string) => ({ key, label: both(text) });

export function itemColumns({ projectId, types, type, members, t, pick, locale, hrefOf }: ColumnSources): Column<ItemRow>[] {
  const slots = (type ?? types[0])?.slots ?? {};
  const listing = (key: string) => ({ ops: slots[key]?.ops ?? [], sortable: slots[key]?.sortable ?? false });
  const people = [option(ME, t("items.me")), ...members.map(({ user }) => option(user.id, user.name))];
  const statuses = allStatuses(type ? [type] : types);
  const standing = standingColumn<ItemRow>;
  return [
    standing({
      key: "$number",
      label: t("column.number"),
      field: { type: "text" },
      ...listing("$number"),
      // A number is looked for, not compared.
      ops: [],
      width: 100,
      cell: ({ item }) => <span className={css.key}>{item.key}</span>,
    }),
    ...(type
      ? []
      : [
          standing({
            key: "$type",
            label: t("column.type"),
            field: { type: "singleSelect", options: types.map((one) => option(one.key, pick(one.name))) },
            ...listing("$type"),
            // One type is chosen beside the filter, which brings its fields along.
            ops: [],
            width: 116,
            cell: ({ item }) => pick(typeOf(types, item.type)?.name ?? {}),
          }),
        ]),
    standing({
      key: "$status",
      label: t("column.status"),
      field: { type: "singleSelect", options: statuses.map((one) => option(one.key, pick(one.name))) },
      ...listing("$status"),
      ops: CHOICE,
      width: 128,
      cell: ({ item }) => <StatusCell item={item} />,
    }),
    standing({
      key: CATEGORY,
      label: t("column.category"),
      field: { type: "singleSelect", options: CATEGORIES.map((one) => option(one, t(`category.${one}`))) },
      ops: CHOICE,
      sortable: false,
      width: 0,
      cell: () => null,
    }),
    standing({
      key: "$assignee",
      label: t("column.assignee"),
      field: { type: "singleSelect", options: people },
      ...listing("$assignee"),
      width: 136,
      cell: ({ item }) => <AssigneeCell item={item} />,
    }),
    standing({
      key: "$parent",
      label: t("column.parent"),
      field: { type: "reference", form: projectId, multiple: false },
      ...listing("$parent"),
      width: 156,
      cell: ({ item }) =>
        item.parent && (
          <Link to={hrefOf(item.parent.id)} className={cellsCss.parent} onClick={(event) => event.stopPropagation()}>
            <span className={css.key}>{item.parent.key}</span> {item.parent.title}
          </Link>
        ),
    }),
    ...(["start", "due"] as const).map((key) =>
      standing({
        key: `$${key}`,
        label: t(`column.${key}`),
        field: { type: "date" },
        ...listing(`$${key}`),
        width: 132,
        cell: ({ item }) => <DayCell item={item} which={key} />,
      }),
    ),
    ...(type ? formColumns(type, locale) : []),
    standing({
      key: "$createdBy",
      label: t("column.createdBy"),
      field: { type: "singleSelect", options: people },
      ...listing("$createdBy"),
      width: 120,
      cell: ({ item }) => <PersonName person={item.createdBy} />,
    }),
    ...(["createdAt", "updatedAt"] as const).map((key) =>
      standing({
        key: `$${key}`,
        label: t(`column.${key}`),
        field: { type: "date" },
        ...listing(`$${key}`),
        width: 130,
        cell: ({ item }) => <DateTime value={item[key]} />,
      }),
    ),
  ];
}

/** Shown before anyone chose. The parent only where the rows do not stand in their hierarchy. */
export function shownAtFirst(type: WorkItemType | undefined, narrowed: boolean): string[] {
  const own = type?.schema.fields.filter((field) => field.type === "singleSelect").slice(0, 2) ?? [];
  return ["$type", "$status", "$assignee", ...(narrowed ? ["$parent"] : []), "$due", ...own.map((field) => field.key), "$updatedAt"];
}
