import { expect, it } from "vitest";
import { antTokens, CHINESE, LATIN } from "./tokens";

it.each([false, true])("draws letters and figures by a Latin font, and leaves Chinese ones what those lack (dark: %s)", (dark) => {
  const { fontFamily = "", fontFamilyCode = "" } = antTokens(dark);
  const places = fontFamily.split(", ");
  const last = Math.max(...LATIN.map((font) => places.indexOf(font)));
  expect(CHINESE.every((font) => places.indexOf(font) > last)).toBe(true);
  expect(places.at(-1)).toBe("sans-serif");
  expect(fontFamilyCode.split(", ").at(-1)).toBe("monospace");
});
