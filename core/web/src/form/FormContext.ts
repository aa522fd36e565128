// What every part of one rendered form shares, so that it is not handed through each level.

import { createContext, useContext } from "react";
import type { FieldRights, FormIssue, FormState, Refs } from "./schema";
import { NO_REFS } from "./schema";

export interface FormShared {
  /** Prefix of the ids of controls, unique on the page. */
  prefix: string;
  rights: FieldRights;
  refs: Refs;
  state: FormState | undefined;
  issues: FormIssue[];
}

export const FormContext = createContext<FormShared>({ prefix: "form", rights: {}, refs: NO_REFS, state: undefined, issues: [] });

export function useForm(): FormShared {
  return useContext(FormContext);
}

/** The id of the control at a path such as `items[2].price`. */
export function controlId(prefix: string, path: string): string {
  return `${prefix}-${path.replace(/[^\w-]/g, "-")}`;
}

export function issueAt(issues: FormIssue[], path: string): FormIssue | undefined {
  return issues.find((i) => i.field === path);
}
