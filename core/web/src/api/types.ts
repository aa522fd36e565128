// Short names of the server's types that many pages use. Everything else: `Schemas["…"]`.
import type { components } from "./schema";

export type Schemas = components["schemas"];

export type LocalizedText = Schemas["LocalizedText"];
export type Locale = Schemas["Locale"];
export type Permission = Schemas["Permission"];
export type PersonRef = Schemas["PersonRef"];
export type DepartmentRef = Schemas["DepartmentRef"];
export type Refs = Schemas["Refs"];
export type FileInfo = Schemas["FileInfo"];
export type Problem = Schemas["Problem"];
export type ProblemItem = Schemas["ProblemItem"];
export type Me = Schemas["Me"];
export type Counts = Schemas["Counts"];

export type Expr = Schemas["Expr"];
export type FormSchema = Schemas["FormSchema"];
export type Field = Schemas["Field"];
export type FieldRights = Record<string, Schemas["FieldRight"]>;
export type FormState = Schemas["FormState"];
export type FlowDefinition = Schemas["FlowDefinition"];

export type Instance = Schemas["Instance"];
export type InstanceStatus = Schemas["InstanceStatus"];
export type TaskRow = Schemas["TaskRow"];
export type TaskDetail = Schemas["TaskDetail"];

/** A page of a list; ask for the next one with its cursor. */
export interface Page<T> {
  items: T[];
  next?: string | null;
  total?: number | null;
  totalCapped?: boolean | null;
}
