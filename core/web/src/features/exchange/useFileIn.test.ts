import { expect, it } from "vitest";
import { FILE_MAX_MB, refusal } from "./useFileIn";

const file = (name: string, size = 10) => ({ name, size });

it("refuses what cannot be a table before it is sent", () => {
  expect(refusal(file("资产.CSV"))).toBeUndefined();
  expect(refusal(file("a.b.xlsx"))).toBeUndefined();
  expect(refusal(file("old.xls"))).toBe("oldWorkbook");
  expect(refusal(file("scan.pdf"))).toBe("kind");
  expect(refusal(file("noending"))).toBe("kind");
  expect(refusal(file("a.csv", 0))).toBe("empty");
  expect(refusal(file("a.csv", FILE_MAX_MB * 1024 * 1024))).toBeUndefined();
  expect(refusal(file("a.csv", FILE_MAX_MB * 1024 * 1024 + 1))).toBe("tooLarge");
});
