import { expect, it } from "vitest";
import { changedFields } from "./changes";

it("sends only what was changed", () => {
  const before = { title: "a", amount: "1.00", items: [{ name: "x" }] };
  expect(changedFields(before, { ...before, items: [{ name: "x" }] })).toBeUndefined();
  expect(changedFields(before, { ...before, items: [{ name: "y" }], center: "C-1" })).toEqual({ items: [{ name: "y" }], center: "C-1" });
});
