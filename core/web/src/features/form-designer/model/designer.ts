// The state of the designer and every step in it. Pure, so that undo and redo are nothing but earlier and later
// schemas.

import type { Field, FormSchema, Rule } from "@/form";
import { copyOf } from "./newField";
import { listOf, pathOf, placeOf, withList } from "./paths";
import { renamed } from "./references";

/** Steps back that are kept: a long afternoon's work. */
export const HISTORY_MAX = 200;

export interface Designer {
  schema: FormSchema;
  past: FormSchema[];
  future: FormSchema[];
  /** The path of the field being edited; none for the form itself. */
  selected: string | undefined;
  /** What the last step changed; typing on in the same place makes no further step. */
  tag: string | undefined;
}

export type Step =
  | { type: "load"; schema: FormSchema }
  | { type: "select"; path: string | undefined }
  | { type: "add"; field: Field; table?: string | undefined; at?: number | undefined }
  | { type: "patch"; path: string; change: Partial<Field> }
  | { type: "rename"; path: string; to: string }
  | { type: "move"; table?: string | undefined; from: number; to: number }
  | { type: "duplicate"; path: string }
  | { type: "remove"; path: string }
  | { type: "settings"; change: Partial<Pick<FormSchema, "name" | "description" | "titleTemplate">> }
  | { type: "rules"; rules: Rule[]; tag?: string }
  | { type: "undo" }
  | { type: "redo" };

export function designerOf(schema: FormSchema): Designer {
  return { schema, past: [], future: [], selected: undefined, tag: undefined };
}

function stepped(designer: Designer, schema: FormSchema, tag?: string, selected = designer.selected): Designer {
  if (schema === designer.schema) return designer;
  const same = tag !== undefined && tag === designer.tag;
  const past = same ? designer.past : [...designer.past, designer.schema].slice(-HISTORY_MAX);
  return { schema, past, future: [], selected, tag };
}

/** The neighbour that takes over the selection when a field goes. */
function neighbour(fields: Field[], index: number, table: string | undefined): string | undefined {
  const next = fields[index + 1] ?? fields[index - 1];
  return next ? pathOf({ ...(table ? { table } : {}), key: next.key }) : table;
}

export function reduce(designer: Designer, step: Step): Designer {
  const { schema } = designer;
  switch (step.type) {
    case "load":
      return designerOf(step.schema);
    case "select":
      return { ...designer, selected: step.path, tag: undefined };
    case "add": {
      const fields = listOf(schema, step.table);
      const at = step.at ?? fields.length;
      const next = withList(schema, step.table, [...fields.slice(0, at), step.field, ...fields.slice(at)]);
      return stepped(designer, next, undefined, pathOf({ ...(step.table ? { table: step.table } : {}), key: step.field.key }));
    }
    case "patch": {
      const { table, key } = placeOf(step.path);
      const fields = listOf(schema, table).map((f) => (f.key === key ? cleaned({ ...f, ...step.change } as Field) : f));
      return stepped(designer, withList(schema, table, fields), `${step.path}:${Object.keys(step.change).join()}`);
    }
    case "rename": {
      const { table } = placeOf(step.path);
      return stepped(
        designer,
        renamed(schema, step.path, step.to),
        undefined,
        pathOf({ ...(table ? { table } : {}), key: step.to }),
      );
    }
    case "move": {
      const fields = listOf(schema, step.table);
      const item = fields[step.from];
      if (!item || step.to < 0 || step.to >= fields.length || step.from === step.to) return designer;
      const rest = fields.filter((_, i) => i !== step.from);
      return stepped(designer, withList(schema, step.table, [...rest.slice(0, step.to), item, ...rest.slice(step.to)]));
    }
    case "duplicate": {
      const { table, key } = placeOf(step.path);
      const fields = listOf(schema, table);
      const index = fields.findIndex((f) => f.key === key);
      const field = fields[index];
      if (!field) return designer;
      return reduce(designer, { type: "add", field: copyOf(schema, field, table), table, at: index + 1 });
    }
    case "remove": {
      const { table, key } = placeOf(step.path);
      const fields = listOf(schema, table);
      const index = fields.findIndex((f) => f.key === key);
      if (index < 0) return designer;
      const next = withList(
        schema,
        table,
        fields.filter((_, i) => i !== index),
      );
      return stepped(designer, withoutTotal(next, table, key), undefined, neighbour(fields, index, table));
    }
    case "settings":
      return stepped(designer, { ...schema, ...step.change }, `settings:${Object.keys(step.change).join()}`);
    case "rules":
      return stepped(designer, { ...schema, rules: step.rules }, step.tag);
    case "undo": {
      const before = designer.past.at(-1);
      if (!before) return designer;
      return {
        ...designer,
        schema: before,
        past: designer.past.slice(0, -1),
        future: [schema, ...designer.future],
        tag: undefined,
      };
    }
    case "redo": {
      const [after, ...future] = designer.future;
      if (!after) return designer;
      return { ...designer, schema: after, past: [...designer.past, schema], future, tag: undefined };
    }
  }
}

/** Settings that were emptied are left out rather than stored as nothing. */
function cleaned(field: Field): Field {
  return Object.fromEntries(
    Object.entries(field).filter(([, value]) => value !== undefined && value !== null),
  ) as unknown as Field;
}

/** A column that goes takes its total along. */
function withoutTotal(schema: FormSchema, table: string | undefined, key: string): FormSchema {
  if (!table) return schema;
  return {
    ...schema,
    fields: schema.fields.map((f) =>
      f.key === table && f.type === "detail" ? { ...f, totals: (f.totals ?? []).filter((k) => k !== key) } : f,
    ),
  };
}
