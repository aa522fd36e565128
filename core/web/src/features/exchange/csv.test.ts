import { expect, it } from "vitest";
import { csvOf } from "./csv";

it("quotes what would part cells or rows, and bears the mark of UTF-8", () => {
  expect(csvOf([["名称", 'a "b"', "x,y", "two\nlines", " edge"]])).toBe('\uFEFF名称,"a ""b""","x,y","two\nlines"," edge"\r\n');
});

it("lets nothing run as a formula", () => {
  expect(csvOf([["=1+1", "+86", "-5", "@x", "a=b"]])).toBe("\uFEFF'=1+1,'+86,'-5,'@x,a=b\r\n");
});

it("keeps empty cells in their place", () => {
  expect(csvOf([["a", "", "b"], []])).toBe("\uFEFFa,,b\r\n\r\n");
});
