/** Between the form of a person and what the server takes. Pure. */
import type { Schemas } from "@/api";
import type { MembershipValue } from "./MembershipsField";

export interface PersonValues {
  name: string;
  login: string;
  email?: string;
  phone?: string;
  memberships: MembershipValue[];
  roleIds?: string[];
}

export function valuesOf(person: Schemas["Person"]): PersonValues {
  return {
    name: person.name,
    login: person.login,
    email: person.email,
    phone: person.phone,
    memberships: person.memberships.map(({ id, department, post, main, startsOn, endsOn }) => ({
      id,
      departmentId: department.id,
      main,
      ...(post ? { postId: post.id } : {}),
      ...(startsOn ? { startsOn } : {}),
      ...(endsOn ? { endsOn } : {}),
    })),
    roleIds: person.roles.map((role) => role.id),
  };
}

/** Rows without a department are left out; the first of the others is the main one where none is. */
export function membershipsFor(values: MembershipValue[]): Schemas["MembershipInput"][] {
  const chosen = values.flatMap((membership) => (membership.departmentId ? [{ ...membership, departmentId: membership.departmentId }] : []));
  const hasMain = chosen.some((membership) => membership.main);
  return chosen.map((membership, index) => ({ ...membership, main: hasMain ? membership.main : index === 0 }));
}

/** A sign-in name to propose: what stands before the @ of the address. */
export function suggestLogin(email: string | undefined): string {
  return (email ?? "").split("@")[0]?.toLowerCase().replace(/[^a-z0-9._-]/g, "") ?? "";
}

export function roleChanges(before: string[], after: string[]): { add: string[]; remove: string[] } {
  return { add: after.filter((id) => !before.includes(id)), remove: before.filter((id) => !after.includes(id)) };
}
