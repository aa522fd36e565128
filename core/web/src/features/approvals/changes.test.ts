import { expect, it } from "vitest";
import { changedFields, rebased } from "./changes";

it("sends only what was changed", () => {
  const before = { title: "a", amount: "1.00", items: [{ name: "x" }] };
  expect(changedFields(before, { ...before, items: [{ name: "x" }] })).toBeUndefined();
  expect(changedFields(before, { ...before, items: [{ name: "y" }], center: "C-1" })).toEqual({ items: [{ name: "y" }], center: "C-1" });
});

it("carries one's own changes over to what a colleague changed meanwhile", () => {
  const base = { title: "a", centre: "", amount: "1.00" };
  const now = { ...base, amount: "2.00" };
  const data = rebased(base, { ...base, centre: "C-1" }, now);
  expect(data).toEqual({ title: "a", centre: "C-1", amount: "2.00" });
  expect(changedFields(now, data)).toEqual({ centre: "C-1" });
});
