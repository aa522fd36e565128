// What the list of work items can be drawn by: its groups, a board's columns, a calendar's days.
import type { TFunction } from "i18next";
import type { Column, Group, GroupValue, Layout, LayoutChoices } from "@/list";
import { groupsBy } from "@/list";
import { textOf } from "@/form";
import { choiceFields } from "../board/filters";
import type { ProjectMember, WorkItemType } from "../queries";
import type { ItemRow } from "./columns";

export const ITEM_LAYOUTS: readonly Layout[] = ["table", "board", "calendar"];
export const DUE = "$due";
const STATUS = "$status";
const DAYS = [DUE, "$start", "$createdAt", "$updatedAt"];
const GROUPS = new Set([STATUS, "$type", "$assignee", "$createdBy"]);

const isChoice = ({ field, ops }: Column<ItemRow>) => ops.includes("eq") && (field.type === "singleSelect" || (field.type === "person" && !field.multiple));

export function itemChoices(layout: Layout, columns: Column<ItemRow>[], types: WorkItemType[], locale: string): LayoutChoices {
  const choice = ({ key, label }: Column<ItemRow>) => ({ value: key, label });
  const status = columns.filter(({ key }) => key === STATUS).map(choice);
  const fields = choiceFields(types).map((field) => ({ value: field.key, label: textOf(field.label, locale, field.key) }));
  return {
    groupBy: layout === "board" ? [...status, ...fields] : columns.filter((one) => GROUPS.has(one.key) || (one.own && isChoice(one))).map(choice),
    dateField: [
      ...DAYS.flatMap((day) => columns.filter(({ key }) => key === day)),
      ...columns.filter(({ own, field, ops }) => own && field.type === "date" && ops.includes("between")),
    ].map(choice),
    coverField: [],
  };
}

interface GroupSources {
  members: ProjectMember[];
  locale: string;
  t: TFunction;
  /** The texts of `@/list`. */
  words: TFunction;
}

/** The groups of the rows by a column. */
export function itemGroups({ key, field, own }: Column<ItemRow>, { members, locale, t, words }: GroupSources): Group[] {
  const people = (): GroupValue[] =>
    members.map(({ user }) => ({ value: user.id, label: user.name })).sort((a, b) => a.label.localeCompare(b.label, locale));
  const options = (): GroupValue[] =>
    field.type === "singleSelect" ? field.options.map((option) => ({ value: option.key, label: textOf(option.label, locale, option.key) })) : [];
  const isPerson = key === "$assignee" || key === "$createdBy" || field.type === "person";
  const others = words("groups.others");
  const none = key === "$assignee" ? { none: t("items.nobody") } : own ? { none: words("groups.none") } : {};
  return groupsBy(key, isPerson ? people() : options(), { others, ...none });
}
