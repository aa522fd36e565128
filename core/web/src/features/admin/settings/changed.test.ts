import { expect, it } from "vitest";
import { changed } from "./changed";

it("names what differs and nothing else", () => {
  const before = { name: "ACME", passwordMinChars: 10, key: "acme" };
  expect(changed(before, { name: "ACME", passwordMinChars: 16 })).toEqual({ passwordMinChars: 16 });
  expect(changed(before, { name: "ACME" })).toEqual({});
});
