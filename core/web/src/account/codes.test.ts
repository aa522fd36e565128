import { expect, it } from "vitest";
import { digitsOf, grouped } from "./codes";

it.each([
  ["123456", "123456"],
  ["123 456", "123456"],
  [" 123-456\n", "123456"],
  ["１２３４５６", "123456"],
  ["12345678", "123456"],
  ["abc", ""],
])("%j holds the digits %s", (text, digits) => {
  expect(digitsOf(text)).toBe(digits);
});

it("writes a secret in groups of four, the last as long as it is", () => {
  expect(grouped("ABCDEFGHIJ")).toBe("ABCD EFGH IJ");
  expect(grouped("")).toBe("");
});
