import { expect, it } from "vitest";
import type { Field, FormSchema } from "@/form";
import { bulkFields } from "./editable";

const field = (key: string, type: Field["type"], more: object = {}) => ({ key, type, label: {}, ...more }) as Field;

it("offers what can be the same in several records and may be written", () => {
  const schema: FormSchema = {
    name: {},
    fields: [
      field("title", "text"),
      field("code", "text", { unique: true }),
      field("number", "serial"),
      field("sum", "money", { currency: "CNY", formula: { op: "field", path: "title" } }),
      field("parts", "detail", { fields: [] }),
      field("part", "section"),
      field("kind", "singleSelect", { options: [] }),
      field("secret", "text"),
      field("fixed", "text", { readOnly: true }),
    ],
  };
  expect(bulkFields(schema, { secret: "read" }).map((one) => one.key)).toEqual(["title", "kind"]);
});
