/** What a role may do with the fields of a form, while it is being changed. Pure. */
import type { Schemas } from "@/api";

export type Right = Schemas["FieldRight"];
/** From the widest to the narrowest. */
export const RIGHTS: Right[] = ["edit", "read", "hidden"];
/** What differs from the server, by field. */
export type Changes = Record<string, Right>;

type RoleField = Schemas["RoleField"];

/** The table that a column stands in: `items` of `items.cost`. */
export function tableOf(field: string): string | undefined {
  return field.includes(".") ? field.slice(0, field.indexOf(".")) : undefined;
}

/** As the page shows them: changed or as they are. */
export function withChanges(fields: RoleField[], changes: Changes): RoleField[] {
  return fields.map((field) => ({ ...field, right: changes[field.field] ?? field.right }));
}

/** A change that leads back to what the server has is none. */
export function changed(fields: RoleField[], changes: Changes, field: string, right: Right): Changes {
  const { [field]: _, ...rest } = changes;
  return fields.find((one) => one.field === field)?.right === right ? rest : { ...rest, [field]: right };
}

/** What is left to change after somebody else changed the same role; fields that went are let go. */
export function stillChanged(fields: RoleField[], changes: Changes): Changes {
  return Object.fromEntries(Object.entries(changes).filter(([field, right]) => fields.some((one) => one.field === field && one.right !== right)));
}

/** Only what is less than everything is a rule. */
export function rulesOf(fields: RoleField[]): Schemas["FieldRule"][] {
  return fields.flatMap(({ field, right }) => (right === "edit" ? [] : [{ field, right }]));
}

/** No column lets one do more than its table. */
export function narrowest(fields: RoleField[], field: string): Right {
  const table = tableOf(field);
  return (table && fields.find((one) => one.field === table)?.right) || "edit";
}

/** The narrower of two. */
export function narrower(a: Right, b: Right): Right {
  return RIGHTS.indexOf(a) > RIGHTS.indexOf(b) ? a : b;
}
