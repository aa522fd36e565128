import { expect, it } from "vitest";
import { changed, merged } from "./changed";

it("names what differs and nothing else", () => {
  const before = { name: "ACME", passwordMinChars: 10, key: "acme" };
  expect(changed(before, { name: "ACME", passwordMinChars: 16 })).toEqual({ passwordMinChars: 16 });
  expect(changed(before, { name: "ACME" })).toEqual({});
});

it("keeps what was entered and takes over what others changed meanwhile", () => {
  const base = { name: "ACME", zone: "UTC", chars: 10 };
  expect(merged(base, { ...base, zone: "Asia/Shanghai" }, { ...base, name: "Acme" })).toEqual({ values: { name: "Acme", zone: "Asia/Shanghai", chars: 10 }, both: false });
  expect(merged(base, { ...base, name: "ACME Ltd" }, { ...base, name: "Acme" })).toEqual({ values: { ...base, name: "Acme" }, both: true });
  expect(merged(base, { ...base, name: "Acme" }, { ...base, name: "Acme" }).both).toBe(false);
});
