// What the parts of the designer share.

import { createContext, type Dispatch, useContext } from "react";
import type { FieldInfo, FormData, FormState } from "@/form";
import type { Designer, Step } from "./model/designer";
import type { PlacedIssue } from "./issues";

export interface DesignerShared {
  formId: string;
  designer: Designer;
  dispatch: Dispatch<Step>;
  /** Paths that a published version has: their keys and types stay. */
  published: Set<string>;
  /** Option keys that a published version has, as `path/option`. */
  publishedOptions: Set<string>;
  fields: FieldInfo[];
  issues: PlacedIssue[];
  /** What was entered while trying the form out. */
  sample: FormData;
  /** The draft evaluated with the sample. */
  state: FormState;
  openRule: (index: number | undefined) => void;
}

export const DesignerContext = createContext<DesignerShared | null>(null);

export function useDesigner(): DesignerShared {
  const shared = useContext(DesignerContext);
  if (!shared) throw new Error("a part of the designer stands outside it");
  return shared;
}
