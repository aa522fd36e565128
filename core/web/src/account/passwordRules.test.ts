import { expect, it } from "vitest";
import { charsOf, lengthRule, nameRule } from "./passwordRules";

it("counts characters as people do, not halves of them", () => {
  expect(charsOf("堰塞湖")).toBe(3);
  expect(charsOf("😀😀")).toBe(2);
});

it.each([
  ["", "open"],
  ["123456789", "broken"],
  ["1234567890", "kept"],
  ["堰塞湖边的老房子没有人", "kept"],
])("the length of %j is %s", (password, state) => {
  expect(lengthRule(password, 10)).toBe(state);
});

it.each([
  ["", "lin-ping", "open"],
  ["my Lin-Ping 2026", "lin-ping", "broken"],
  ["a fine password", "lin-ping", "kept"],
  ["the linden tree", "lin", "kept"],
  ["LIN", "lin", "broken"],
])("%j for the account %s is %s", (password, login, state) => {
  expect(nameRule(password, login)).toBe(state);
});
