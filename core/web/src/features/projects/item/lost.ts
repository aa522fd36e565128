// What an item loses on its way to another type or project, told before it goes.
import { type Field, isEmptyValue } from "@/form";
import type { Schemas } from "@/api";
import type { WorkItemDetail, WorkItemType } from "../queries";

export interface Lost {
  /** Fields with a value that the other type has not, or has in another way. */
  fields: Field[];
  /** Where it begins anew, when the other type has no such status. */
  status: Schemas["Status"] | undefined;
  /** Who does it is not in the other project, or only looks on there. */
  assignee: boolean;
  /** It no longer stands below anything. */
  parent: boolean;
}

const ABOUT = new Set(["label", "help", "placeholder", "required", "unique", "default", "width", "hidden", "readOnly", "formula", "key"]);

/** What decides whether a value can be kept: the type and its settings, not how the field is called. */
function nature(field: Field): string {
  return JSON.stringify(Object.entries(field).filter(([name]) => !ABOUT.has(name)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `members` are the ids of those who work in the other project; undefined within the same one. */
export function lostBy(item: WorkItemDetail, type: WorkItemType, members: string[] | undefined): Lost {
  const keeps = (field: Field) => {
    const other = type.schema.fields.find((f) => f.key === field.key);
    return other !== undefined && nature(other) === nature(field);
  };
  const { workflow } = type;
  return {
    fields: item.schema.fields.filter((f) => !isEmptyValue(item.fields[f.key]) && !keeps(f)),
    status: workflow.statuses.some((s) => s.key === item.status)
      ? undefined
      : workflow.statuses.find((s) => s.key === workflow.initial),
    assignee: members !== undefined && item.assignee != null && !members.includes(item.assignee.id),
    parent: members !== undefined && item.parent != null,
  };
}
