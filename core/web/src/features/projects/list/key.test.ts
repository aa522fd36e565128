import { describe, expect, it } from "vitest";
import { KEY_PATTERN, suggestKey } from "./key";

describe("the key suggested for a project", () => {
  it.each([
    ["Warehouse", "WARE"],
    ["Line two retrofit", "LTR"],
    ["MES 二期", "MES"],
    ["Line 2 retrofit", "L2R"],
    ["2026 Plant move", "PM"],
    ["Câblage", "CABL"],
    ["数字化工厂", ""],
    ["2026", ""],
    ["", ""],
  ])("%s gives %s", (name, key) => expect(suggestKey(name)).toBe(key));

  it("is one that the server takes", () => {
    for (const name of ["a-b c_d", "  x ", "9 lives of cats", "R&D lab 3.0", "A B C D E F G H"]) {
      expect(suggestKey(name)).toMatch(KEY_PATTERN);
    }
  });
});
