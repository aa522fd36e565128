// The JSON of a form as the designer edits it and a version keeps it (core/forms/src/schema.rs). Types only:
// what a schema means is decided by the engine, never here.

import { pickText } from "@/i18n";
import type { Expr } from "./expr/expr";

export type Locale = "zh-CN" | "en";
export type Text = Partial<Record<Locale, string>>;

export interface FormSchema {
  name: Text;
  description?: Text;
  titleTemplate?: string;
  fields: Field[];
  rules?: Rule[];
}

export interface SelectOption {
  key: string;
  label: Text;
  retired?: boolean;
}

interface Common {
  key: string;
  label: Text;
  help?: Text;
  placeholder?: Text;
  required?: boolean;
  unique?: boolean;
  default?: unknown;
  formula?: Expr | null;
  width?: "half" | "full";
  hidden?: boolean;
  readOnly?: boolean;
}

export type SerialReset = "never" | "yearly" | "monthly" | "daily";
export type FormulaResult = "number" | "text" | "date" | "bool";

/** What each type has beyond the settings that every field has. */
export interface FieldSettings {
  text: { minLength?: number | null; maxLength?: number | null; pattern?: string | null; patternMessage?: Text };
  longText: { maxLength?: number | null };
  richText: object;
  number: { scale?: number; min?: string | null; max?: string | null; unit?: Text };
  money: { currency: string; scale?: number; min?: string | null; max?: string | null };
  percent: { scale?: number; min?: string | null; max?: string | null };
  date: { min?: string | null; max?: string | null };
  time: object;
  dateTime: object;
  dateRange: object;
  singleSelect: { options: SelectOption[] };
  multiSelect: { options: SelectOption[] };
  checkbox: object;
  person: { multiple?: boolean };
  department: { multiple?: boolean };
  file: { maxCount?: number; extensions?: string[] };
  image: { maxCount?: number };
  signature: object;
  phone: object;
  email: object;
  link: object;
  address: object;
  serial: { prefix?: string; digits?: number; reset?: SerialReset };
  formula: { result: FormulaResult; scale?: number };
  detail: { fields: Field[]; totals?: string[]; minRows?: number; maxRows?: number };
  reference: { form: string; multiple?: boolean };
  section: object;
  hint: { text: Text };
}

export type FieldTypeName = keyof FieldSettings;
export type FieldOf<T extends FieldTypeName> = { [K in T]: Common & { type: K } & FieldSettings[K] }[T];
export type Field = FieldOf<FieldTypeName>;

export type RuleAction =
  { kind: "show" | "hide" | "require" | "readOnly"; fields: string[] } | { kind: "set"; field: string; value: Expr };

export interface Rule {
  key: string;
  when: Expr;
  actions: RuleAction[];
  enabled?: boolean;
}

/** Values of a form by field key, each in the JSON form of its type. */
export type FormData = Record<string, unknown>;
export type FieldRight = "edit" | "read" | "hidden";
export type FieldRights = Record<string, FieldRight>;

export interface FieldState {
  visible: boolean;
  required: boolean;
  readOnly: boolean;
}

/** A finding at a place; `field` is a key, `table[row].column`, or a path into a definition. */
export interface FormIssue {
  field: string;
  code: string;
  message: string;
  params?: Record<string, string>;
}

export interface FormState {
  data: FormData;
  fields: Record<string, FieldState>;
  totals: Record<string, string>;
  issues?: FormIssue[];
}

export interface PersonRef {
  id: string;
  login: string;
  name: string;
}
export interface DepartmentRef {
  id: string;
  name: Text;
}
export interface RecordRef {
  id: string;
  formId?: string;
  title: string;
}
export interface FileInfo {
  id: string;
  name: string;
  size: number;
  sha256?: string;
  mime: string;
  createdAt?: string;
}

/** Names of the ids that stand in a form's data. */
export interface Refs {
  people: Record<string, PersonRef>;
  departments: Record<string, DepartmentRef>;
  records: Record<string, RecordRef>;
  files: Record<string, FileInfo>;
}

export const NO_REFS: Refs = { people: {}, departments: {}, records: {}, files: {} };

/** The text for a reader: the asked language, else the other, else the fallback. */
export function textOf(text: Text | null | undefined, locale: string, fallback = ""): string {
  return pickText(text, locale) || fallback;
}

/** Digits after the point, by the type's own default. */
export function scaleOf(field: { type: string; scale?: number }): number {
  return field.scale ?? (field.type === "money" || field.type === "formula" ? 2 : 0);
}

/** Fields that only arrange the page and never hold a value. */
export function isLayout(field: Field): boolean {
  return field.type === "section" || field.type === "hint";
}

/** Nothing filled in, by the server's own notion: null, blank text, an empty list, an empty object. */
export function isEmptyValue(value: unknown): boolean {
  if (value == null) return true;
  if (typeof value === "string") return value.trim() === "";
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === "object") return Object.values(value).every(isEmptyValue);
  return false;
}
