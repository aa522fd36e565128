// A form's fields by section, in reading order. Fields before the first section stand in one without a heading.

import type { Field, FieldOf } from "./schema";

export interface Block {
  section: FieldOf<"section"> | undefined;
  fields: Field[];
}

export function blocksOf(fields: Field[]): Block[] {
  const blocks: Block[] = [{ section: undefined, fields: [] }];
  for (const field of fields) {
    if (field.type === "section") blocks.push({ section: field, fields: [] });
    else blocks.at(-1)?.fields.push(field);
  }
  return blocks.filter((b) => b.section !== undefined || b.fields.length > 0);
}
