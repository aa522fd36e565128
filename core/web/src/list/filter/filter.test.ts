import { describe, expect, it } from "vitest";
import { isComplete, readFilter, writeFilter, type Leaf } from "./filter";

describe("the filter in the address", () => {
  const leaves: Leaf[] = [
    { field: "budget", op: "gt", value: "500000" },
    { field: "due", op: "empty" },
  ];

  it("reads back what it wrote", () => {
    expect(readFilter(writeFilter(leaves) ?? null)).toEqual(leaves);
    expect(writeFilter([])).toBeUndefined();
  });

  it("takes anything else for no filter", () => {
    for (const text of [null, "", "nonsense", "[]", '{"and":1}', '{"or":[]}']) expect(readFilter(text)).toEqual([]);
    expect(readFilter('{"and":[1,{"field":"a"},{"field":"a","op":"empty"}]}')).toEqual([{ field: "a", op: "empty" }]);
  });

  it("knows when a comparison has its values", () => {
    expect(isComplete({ field: "a", op: "empty" })).toBe(true);
    expect(isComplete({ field: "a", op: "between", value: ["1", undefined] })).toBe(false);
    expect(isComplete({ field: "a", op: "in", value: [] })).toBe(false);
    expect(isComplete({ field: "a", op: "eq", value: false })).toBe(true);
    expect(isComplete({ field: "a", op: "eq" })).toBe(false);
  });
});
