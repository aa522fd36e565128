/**
 * A role's grants as the page shows them: general permissions to tick, and for records a row per form with what may be
 * done over whose records. Pure, both ways.
 */
import type { Permission, Schemas } from "@/api";

type Grant = Schemas["RoleGrant"];
export type Scope = NonNullable<Grant["dataScope"]>;

export const SCOPES: Scope[] = ["own", "department", "departmentAndBelow", "chosen", "all"];
export const RECORD_PERMISSIONS = ["records.read", "records.create", "records.update", "records.delete", "records.import", "records.export"] as const satisfies Permission[];
export type RecordPermission = (typeof RECORD_PERMISSIONS)[number];
/** Over no existing data of its own: what is brought in is new, what is taken out is what may be seen. */
const UNSCOPED: readonly RecordPermission[] = ["records.create", "records.import", "records.export"];
/** The row that holds for every form. */
export const EVERY_FORM = "*";

export interface Reach {
  /** Absent where there is none, as for creating. */
  scope?: Scope;
  departments: string[];
}

export interface Grants {
  general: Permission[];
  /** By form id or `EVERY_FORM`, in the order of the rows. */
  records: Map<string, Partial<Record<RecordPermission, Reach>>>;
}

export function isRecordPermission(permission: Permission): permission is RecordPermission {
  return (RECORD_PERMISSIONS as readonly Permission[]).includes(permission);
}

export function isScoped(permission: RecordPermission): boolean {
  return !UNSCOPED.includes(permission);
}

export function readGrants(grants: Grant[]): Grants {
  const records: Grants["records"] = new Map([[EVERY_FORM, {}]]);
  const general: Permission[] = [];
  for (const { permission, formId, dataScope, departments } of grants) {
    if (!isRecordPermission(permission)) {
      general.push(permission);
      continue;
    }
    const row = formId ?? EVERY_FORM;
    const reach: Reach = { departments: departments ?? [], ...(isScoped(permission) ? { scope: dataScope ?? "all" } : {}) };
    records.set(row, { ...records.get(row), [permission]: reach });
  }
  return { general, records };
}

export function writeGrants({ general, records }: Grants): Grant[] {
  return [
    ...general.map((permission): Grant => ({ permission })),
    ...[...records].flatMap(([row, reaches]) =>
      RECORD_PERMISSIONS.flatMap((permission): Grant[] => {
        const reach = reaches[permission];
        if (!reach) return [];
        return [
          {
            permission,
            ...(row === EVERY_FORM ? {} : { formId: row }),
            ...(reach.scope ? { dataScope: reach.scope } : {}),
            ...(reach.scope === "chosen" ? { departments: reach.departments } : {}),
          },
        ];
      }),
    ),
  ];
}

export function withReach(grants: Grants, row: string, permission: RecordPermission, reach: Reach | undefined): Grants {
  const { [permission]: _, ...rest } = grants.records.get(row) ?? {};
  return { ...grants, records: new Map(grants.records).set(row, reach ? { ...rest, [permission]: reach } : rest) };
}

/** Whether something is chosen that says nothing: departments asked for, none named. */
export function isComplete(grants: Grants): boolean {
  return [...grants.records.values()].every((row) => Object.values(row).every((reach) => reach.scope !== "chosen" || reach.departments.length > 0));
}
