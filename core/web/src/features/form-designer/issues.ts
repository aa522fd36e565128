// Findings about a draft, tied to the place in the designer that a click should open.

import type { FormIssue, FormSchema } from "@/form";

export interface PlacedIssue {
  issue: FormIssue;
  /** The path of the field it concerns. */
  path?: string;
  /** The rule it concerns. */
  rule?: number;
}

/** Reads `fields[2].fields[0].formula`, `rules[1].when`, `items.amount` and plain keys alike. */
export function placed(issue: FormIssue, schema: FormSchema): PlacedIssue {
  const indexed = /^fields\[(\d+)\](?:\.fields\[(\d+)\])?/.exec(issue.field);
  if (indexed) {
    const field = schema.fields[Number(indexed[1])];
    if (!field) return { issue };
    const column = field.type === "detail" && indexed[2] !== undefined ? field.fields[Number(indexed[2])] : undefined;
    return { issue, path: column ? `${field.key}.${column.key}` : field.key };
  }
  const rule = /^rules(?:\[(\d+)\]|\.([a-z0-9_-]+))/.exec(issue.field);
  if (rule) {
    const index = rule[1] !== undefined ? Number(rule[1]) : (schema.rules ?? []).findIndex((r) => r.key === rule[2]);
    return index >= 0 ? { issue, rule: index } : { issue };
  }
  const [first, second] = issue.field.split(".");
  const field = schema.fields.find((f) => f.key === first);
  if (!field) return { issue };
  const column = field.type === "detail" ? field.fields.find((c) => c.key === second) : undefined;
  return { issue, path: column ? `${field.key}.${column.key}` : field.key };
}
