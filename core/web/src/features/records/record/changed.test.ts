import { expect, it } from "vitest";
import { changedOf } from "./changed";

it("sends what changed and nothing else, an emptied field as null", () => {
  const before = { title: "A", budget: "1.00", items: [{ name: "x" }], note: null };
  expect(changedOf(before, { ...before })).toEqual({});
  expect(changedOf(before, { title: "A", budget: "2.00", items: [{ name: "y" }], due: "2026-12-20" })).toEqual({
    budget: "2.00",
    items: [{ name: "y" }],
    due: "2026-12-20",
  });
  expect(changedOf(before, { ...before, title: undefined })).toEqual({ title: null });
});
