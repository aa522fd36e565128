import { describe, expect, it } from "vitest";
import { scriptField, wordAt } from "./script";

describe("a script's places", () => {
  it("names a field with a dot, and with brackets where its key is no identifier", () => {
    expect(scriptField("amount")).toBe("form.amount");
    expect(scriptField("unit-price")).toBe('form["unit-price"]');
  });

  it("finds the word at a line and a column", () => {
    const text = "let a = 1;\n  a > form.limit";
    const { from, to } = wordAt(text, 2, 12);
    expect(text.slice(from, to)).toBe("limit");
  });

  it("counts characters, not halves of them", () => {
    const text = '"𠮷" + x';
    const { from, to } = wordAt(text, 1, 7);
    expect(text.slice(from, to)).toBe("x");
  });

  it("stays within a text that was shortened since", () => {
    expect(wordAt("a", 9, 9)).toEqual({ from: 1, to: 1 });
  });
});
