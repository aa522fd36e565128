import { describe, expect, it } from "vitest";
import { differences } from "./diff";

describe("what a change changed", () => {
  it("names the properties that differ, nested ones by their path", () => {
    expect(differences({ name: { en: "A", "zh-CN": "甲" }, active: true }, { name: { en: "B", "zh-CN": "甲" }, active: true })).toEqual([{ name: "name.en", before: "A", after: "B" }]);
  });

  it("shows everything of what came or went", () => {
    expect(differences(null, { login: "li", roles: ["a", "b"] })).toEqual([
      { name: "login", before: "", after: "li" },
      { name: "roles", before: "", after: "a\nb" },
    ]);
    expect(differences({ login: "li" }, undefined)).toEqual([{ name: "login", before: "li", after: "" }]);
  });

  it("tells of a list what was added and what was taken away", () => {
    const read = { permission: "records.read", dataScope: "own" };
    const wide = { permission: "records.read", dataScope: "all", formId: null };
    expect(differences({ grants: [{ permission: "flows.start" }, read] }, { grants: [{ permission: "flows.start" }, wide] })).toEqual([
      { name: "grants", before: "permission records.read · dataScope own", after: "permission records.read · dataScope all" },
    ]);
    expect(differences({ ids: ["a", "a", "b"] }, { ids: ["a", "b"] })).toEqual([{ name: "ids", before: "a", after: "" }]);
    expect(differences({ ids: ["a", "b"] }, { ids: ["b", "a"] })).toEqual([{ name: "ids", before: "a\nb", after: "b\na" }]);
  });

  it("is empty where nothing differs", () => {
    expect(differences({ a: 1, list: [{ x: 1 }] }, { a: 1, list: [{ x: 1 }] })).toEqual([]);
  });
});
