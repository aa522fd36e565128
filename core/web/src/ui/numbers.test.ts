import { describe, expect, it } from "vitest";
import { formatBytes, formatMoney, groupDigits } from "./numbers";

describe("decimal strings", () => {
  it.each([
    ["500000.01", undefined, "500,000.01"],
    ["1000", 2, "1,000.00"],
    ["-1234567.5", 2, "-1,234,567.50"],
    ["12345678901234567890.12", 2, "12,345,678,901,234,567,890.12"],
    ["0.125", 2, "0.125"],
    ["n/a", 2, "n/a"],
  ])("groups %s at scale %s as %s", (value, scale, text) => {
    expect(groupDigits(value, scale)).toBe(text);
  });

  it("puts the sign before the currency", () => {
    expect(formatMoney("-12.5", "CNY")).toBe("-¥12.50");
    expect(formatMoney("12.5", "CHF")).toBe("CHF 12.50");
  });

  it("tells sizes in the largest fitting unit", () => {
    expect(formatBytes(512)).toBe("512 B");
    expect(formatBytes(1536)).toBe("1.5 KB");
  });
});
