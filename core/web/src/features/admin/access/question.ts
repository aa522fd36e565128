/** What is asked about a right, as it stands in the address and as the server takes it. Pure. */
import type { Permission } from "@/api";
import { isRecordPermission, isScoped } from "../roles/grants";

export interface Question {
  person?: string | undefined;
  permission: Permission;
  form?: string | undefined;
  record?: string | undefined;
  instance?: string | undefined;
}

const PARTS = ["person", "permission", "form", "record", "instance"] as const;
const USUAL: Permission = "records.read";

export function readQuestion(params: URLSearchParams, known: readonly Permission[]): Question {
  const of = (part: (typeof PARTS)[number]) => params.get(part) || undefined;
  const asked = of("permission");
  return fitting({
    person: of("person"),
    permission: known.find((permission) => permission === asked) ?? USUAL,
    form: of("form"),
    record: of("record"),
    instance: of("instance"),
  });
}

/** Without what the permission is not about: a form for rights over records, a record for those with a data scope. */
export function fitting(question: Question): Question {
  const { person, permission, form, record, instance } = question;
  if (!isRecordPermission(permission)) return { person, permission };
  if (!isScoped(permission)) return { person, permission, form };
  return { person, permission, form, record, instance };
}

/** A record belongs to its form: another form begins without one. */
export function withForm(form: string | undefined): Partial<Question> {
  return { form, record: undefined, instance: undefined };
}

export function writeQuestion(question: Question): Record<string, string> {
  const fit = fitting(question);
  return Object.fromEntries(PARTS.flatMap((part) => (fit[part] && fit[part] !== USUAL ? [[part, fit[part]]] : [])));
}

export function queryOf({ person, permission, form, record, instance }: Question) {
  return {
    permission,
    ...(person ? { userId: person } : {}),
    ...(form ? { formId: form } : {}),
    ...(record ? { recordId: record } : {}),
    ...(instance ? { instanceId: instance } : {}),
  };
}
