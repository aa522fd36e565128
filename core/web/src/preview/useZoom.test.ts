import { expect, it } from "vitest";
import { stepped } from "./useZoom";

it("goes to the next step from wherever two fingers left it", () => {
  expect(stepped(1, 1)).toBe(1.5);
  expect(stepped(1, -1)).toBe(0.75);
  expect(stepped(1.23, 1)).toBe(1.5);
  expect(stepped(1.23, -1)).toBe(1);
  expect(stepped(6, 1)).toBe(6);
  expect(stepped(0.5, -1)).toBe(0.5);
});
