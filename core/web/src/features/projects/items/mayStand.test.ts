import { expect, it } from "vitest";
import { mayStand } from "./mayStand";

it("follows what the type says of its place", () => {
  expect(mayStand({ root: true, parents: null }, undefined)).toBe(true);
  expect(mayStand({ root: false }, undefined)).toBe(false);
  expect(mayStand({ root: true }, "task")).toBe(true);
  expect(mayStand({ root: true, parents: ["requirement"] }, "task")).toBe(false);
  expect(mayStand({ root: false, parents: ["requirement"] }, "requirement")).toBe(true);
  expect(mayStand({ root: true, parents: [] }, "task")).toBe(false);
});
