import { describe, expect, it } from "vitest";
import { compareDecimals, formatDecimal, parseDecimal, sumDecimals } from "./decimal";

describe("decimals", () => {
  it.each([
    ["1,234.50", "1234.50"],
    ["￥５００，０００．０１", "500000.01"],
    ["-0", "0"],
    ["007", "7"],
    [".5", "0.5"],
    ["  ", null],
    ["1.2.3", undefined],
    ["12e3", undefined],
    ["-", undefined],
    ["99999999999999999999.99", "99999999999999999999.99"],
  ])("reads %j as %j", (typed, value) => {
    expect(parseDecimal(typed)).toBe(value);
  });

  it("shows thousands and pads to the scale, and never rounds", () => {
    expect(formatDecimal("413000", 2)).toBe("413,000.00");
    expect(formatDecimal("-1234567.891", 2)).toBe("-1,234,567.891");
    expect(formatDecimal("12.500", 0)).toBe("12.5");
    expect(formatDecimal(undefined, 2)).toBe("");
  });

  it("adds without a float, where 0.1 + 0.2 is 0.3", () => {
    expect(sumDecimals(["0.1", "0.2"])).toBe("0.3");
    expect(sumDecimals(["336000.00", "77000", "-0.01", null, ""])).toBe("412999.99");
    expect(sumDecimals([])).toBe("0");
  });

  it("orders by value, not by text", () => {
    expect(compareDecimals("500000.01", "500000")).toBe(1);
    expect(compareDecimals("9", "10")).toBe(-1);
    expect(compareDecimals("1.0", "1")).toBe(0);
  });
});
