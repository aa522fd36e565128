import { expect, it } from "vitest";
import type { Field } from "@/form";
import { templateColumns, templateOf } from "./template";

const field = (key: string, type: Field["type"], more: object = {}) => ({ key, type, label: { "zh-CN": `${key}标`, en: key }, ...more }) as Field;

it("holds the fields that a cell can fill, in the reader's language", () => {
  const fields = [
    field("head", "section"),
    field("title", "text"),
    field("number", "serial"),
    field("sum", "money", { formula: { op: "const", value: "1" } }),
    field("seal", "text", { readOnly: true }),
    field("files", "file"),
    field("rows", "detail"),
    field("keeper", "person"),
  ];
  expect(templateColumns({ fields }, "zh-CN")).toEqual(["title标", "keeper标"]);
  expect(templateColumns({ fields }, "en")).toEqual(["title", "keeper"]);
});

it("tells columns apart that are called alike", () => {
  const fields = [field("from", "date", { label: { en: "Date" } }), field("to", "date", { label: { en: "Date" } }), field("note", "text")];
  expect(templateOf(templateColumns({ fields }, "en"))).toBe("\uFEFFfrom,to,note\r\n");
});
