import { expect, it } from "vitest";
import { findingsAt, findingsWithin } from "./findings";

const finding = (field: string) => ({ field, code: "x", message: field });
const all = ["workflow.statuses", "workflow.statuses[1]", "workflow.statuses[1].name", "workflow.statuses[10]", "workflow.transitions[0].required[2]", "name"].map(finding);
const told = (found: { field: string }[]) => found.map(({ field }) => field);

it("tells findings where they stand and nowhere else", () => {
  expect(told(findingsAt(all, "workflow.statuses"))).toEqual(["workflow.statuses"]);
  expect(told(findingsWithin(all, "workflow.statuses[1]"))).toEqual(["workflow.statuses[1]", "workflow.statuses[1].name"]);
  expect(told(findingsWithin(all, "workflow.transitions[0]"))).toEqual(["workflow.transitions[0].required[2]"]);
  expect(findingsWithin(all, "workflow.transitions[1]")).toEqual([]);
});
