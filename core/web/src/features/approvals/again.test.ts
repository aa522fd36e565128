import { expect, it } from "vitest";
import type { FormSchema } from "@/api";
import { contentForNew } from "./again";

const schema = {
  fields: [
    { key: "no", type: "serial" },
    { key: "title", type: "text" },
    { key: "total", type: "money", formula: { op: "lit" } },
    { key: "offers", type: "file" },
    { key: "items", type: "detail", fields: [{ key: "name", type: "text" }, { key: "sum", type: "formula" }, { key: "photo", type: "image" }] },
  ],
} as unknown as FormSchema;

it("takes over what was filled in, and neither numbers, results nor files", () => {
  const data = { no: "CG-1", title: "车床", total: "9.00", offers: ["fil_1"], items: [{ name: "主轴", sum: "9.00", photo: ["fil_2"] }] };
  expect(contentForNew(schema, data)).toEqual({ data: { title: "车床", items: [{ name: "主轴" }] }, filesLeft: true });
  expect(contentForNew(schema, { title: "车床", offers: [] })).toEqual({ data: { title: "车床" }, filesLeft: false });
});
