// What a field type gives to the rest of the app. One file per type; `registry.ts` lists them.

import type { TFunction } from "i18next";
import type { LucideIcon } from "lucide-react";
import type { ComponentType } from "react";
import type { FieldOf, FieldSettings, FieldTypeName, FormIssue, FormState, Refs } from "../schema";

export type FilterOp = "eq" | "ne" | "lt" | "le" | "gt" | "ge" | "between" | "in" | "notIn" | "contains" | "empty" | "notEmpty";

export interface EditProps<T extends FieldTypeName> {
  field: FieldOf<T>;
  value: unknown;
  onChange: (value: unknown) => void;
  /** The id of the control, so that its label and its error point at it. */
  id: string;
  label: string;
  describedBy?: string | undefined;
  required: boolean;
  invalid: boolean;
  refs: Refs;
  /** In a detail row: smaller, without a frame of its own. */
  inCell?: boolean;
  /** What only nested fields need. */
  state?: FormState | undefined;
  issues?: FormIssue[] | undefined;
}

export interface ViewProps<T extends FieldTypeName> {
  field: FieldOf<T>;
  value: unknown;
  refs: Refs;
  state?: FormState | undefined;
  /** In a table row: one line. */
  inCell?: boolean;
}

export interface FilterEditorProps<T extends FieldTypeName> {
  field: FieldOf<T>;
  op: FilterOp;
  value: unknown;
  onChange: (value: unknown) => void;
  refs: Refs;
  label: string;
}

export interface TextContext {
  locale: string;
  refs: Refs;
  t: TFunction;
}

export interface FieldType<T extends FieldTypeName = FieldTypeName> {
  type: T;
  icon: LucideIcon;
  group: "common" | "organisation" | "files" | "structure";
  /** Settings of a freshly added field. */
  settings: () => FieldSettings[T];
  startsFull?: boolean;
  /** Right-aligned with tabular figures. */
  numeric?: boolean;
  /** May stand as a column of a detail table. */
  column: boolean;
  Edit?: ComponentType<EditProps<T>>;
  View: ComponentType<ViewProps<T>>;
  /** In a table; without it, the view in one line. */
  Cell?: ComponentType<ViewProps<T>>;
  FilterEditor?: ComponentType<FilterEditorProps<T>>;
  /** As plain text: print, filter sentences, titles. */
  print: (field: FieldOf<T>, value: unknown, context: TextContext) => string;
}

/** A single field's own definition keeps its exact types; the registry sees them all alike. */
export function defineFieldType<T extends FieldTypeName>(definition: FieldType<T>): FieldType {
  return definition as unknown as FieldType;
}
