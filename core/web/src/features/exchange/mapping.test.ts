import { describe, expect, it } from "vitest";
import { assigned, mappingOf, matchAfter, missing, sameHead, samples } from "./mapping";

const columns = [
  { column: 0, header: "名称", field: "title" },
  { column: 1, header: "编号", field: "code" },
  { column: 2, header: "备注" },
];
const field = (key: string, required: boolean) => ({ key, required, label: { en: key }, matchable: false });

describe("a column and its field", () => {
  it("are told to the server without the columns that are left out", () => {
    expect(mappingOf(columns)).toEqual([
      { column: 0, field: "title" },
      { column: 1, field: "code" },
    ]);
  });

  it("a field that another column filled moves over", () => {
    expect(mappingOf(assigned(columns, 2, "title"))).toEqual([
      { column: 1, field: "code" },
      { column: 2, field: "title" },
    ]);
  });

  it("a column that is left out leaves the others alone", () => {
    expect(mappingOf(assigned(columns, 0, undefined))).toEqual([{ column: 1, field: "code" }]);
    expect(mappingOf(assigned(columns, 2, undefined))).toEqual(mappingOf(columns));
  });

  it("rows are no longer found by a field that nothing fills", () => {
    expect(matchAfter(columns, "code")).toBe("code");
    expect(matchAfter(assigned(columns, 1, undefined), "code")).toBeNull();
    expect(matchAfter(columns, null)).toBeNull();
  });
});

it("names what new things need and no column fills", () => {
  expect(missing(columns, [field("title", true), field("amount", true), field("note", false)]).map(({ key }) => key)).toEqual(["amount"]);
});

it("shows of a column what stands in its first filled cells, each once", () => {
  const preview = ["", "甲", "甲", "乙", "丙", "丁"].map((cell, at) => ({ row: at + 2, cells: [cell] }));
  expect(samples(preview, 0)).toEqual(["甲", "乙", "丙"]);
  expect(samples(preview, 5)).toEqual([]);
});

it("knows a corrected file by its head", () => {
  expect(sameHead(columns, [...columns])).toBe(true);
  expect(sameHead(columns, columns.slice(1))).toBe(false);
  expect(sameHead(columns, [columns[1]!, columns[0]!, columns[2]!])).toBe(false);
});
