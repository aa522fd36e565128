import { describe, expect, it } from "vitest";
import { differences } from "./diff";

describe("what a change changed", () => {
  it("names the properties that differ, nested ones by their path", () => {
    expect(differences({ name: { en: "A", "zh-CN": "甲" }, active: true }, { name: { en: "B", "zh-CN": "甲" }, active: true })).toEqual([{ name: "name.en", before: "A", after: "B" }]);
  });

  it("shows everything of what came or went", () => {
    expect(differences(null, { login: "li", roles: ["a"] })).toEqual([
      { name: "login", before: "", after: "li" },
      { name: "roles", before: "", after: '["a"]' },
    ]);
    expect(differences({ login: "li" }, undefined)).toEqual([{ name: "login", before: "li", after: "" }]);
  });

  it("is empty where nothing differs", () => {
    expect(differences({ a: 1 }, { a: 1 })).toEqual([]);
  });
});
