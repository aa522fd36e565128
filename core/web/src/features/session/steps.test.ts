import { expect, it } from "vitest";
import { dueStep, ownPath, stepAfter } from "./steps";

it("asks for the new password first, and remembers that a second factor is due too", () => {
  expect(stepAfter({ mustChangePassword: true, mustSetSecondFactor: true }, "p")).toEqual({ kind: "password", current: "p", factorToo: true });
  expect(stepAfter({ mustChangePassword: false, mustSetSecondFactor: true }, "p")).toEqual({ kind: "factor", password: "p" });
  expect(stepAfter({ mustChangePassword: false, mustSetSecondFactor: false }, "p")).toBeUndefined();
});

it("knows what is due by the address, and nothing else", () => {
  expect(dueStep("factor")).toEqual({ kind: "factor" });
  expect(dueStep("password")?.kind).toBe("password");
  expect(dueStep("code")).toBeUndefined();
});

it.each([
  ["/projects?view=mine", "/projects?view=mine"],
  ["//elsewhere.example", "/"],
  ["/\\elsewhere.example", "/"],
  ["https://elsewhere.example", "/"],
  [null, "/"],
])("%j leads to %s", (next, path) => {
  expect(ownPath(next)).toBe(path);
});
