import { expect, it } from "vitest";
import { matches } from "./matches";

it.each([
  ["", "工作台", true],
  ["采购", "发起 采购申请 purchase", true],
  ["PURCH start", "Start Purchase request", true],
  ["leave", "Start Purchase request", false],
])("%s in %s: %s", (typed, text, found) => {
  expect(matches(typed, text)).toBe(found);
});
