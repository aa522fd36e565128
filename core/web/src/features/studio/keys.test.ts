import { describe, expect, it } from "vitest";
import { KEY_PATTERN, suggestKey } from "./keys";

describe("the key that a name suggests", () => {
  it.each([
    [["采购申请", "Purchase request"], [], "purchase-request"],
    [["采购 CG", ""], [], "cg"],
    [["采购申请", ""], [], "form-1"],
    [["采购申请", ""], ["form-1", "form-2"], "form-3"],
    [["", "Purchase"], ["purchase"], "purchase-2"],
    [["", "2026 Größe!"], [], "gro-e"],
  ])("of %j beside %j is %s", (names, taken, key) => {
    expect(suggestKey(names, "form", taken)).toBe(key);
    expect(key).toMatch(KEY_PATTERN);
  });

  it("stays within the length of a key", () => {
    expect(suggestKey(["x".repeat(200)], "form", []).length).toBeLessThanOrEqual(63);
  });
});
