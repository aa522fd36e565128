import { describe, expect, it } from "vitest";
import { changed, narrower, narrowest, rulesOf, stillChanged, withChanges } from "./fieldRights";

const label = { en: "x" };
const FIELDS = [
  { field: "title", label, right: "edit" as const },
  { field: "pay", label, right: "hidden" as const },
  { field: "items", label, right: "read" as const },
  { field: "items.cost", label, right: "edit" as const },
];

describe("field rights of a role", () => {
  it("are sent as rules, where they are less than everything", () => {
    expect(rulesOf(withChanges(FIELDS, { title: "read", pay: "edit" }))).toEqual([
      { field: "title", right: "read" },
      { field: "items", right: "read" },
    ]);
  });

  it("are unchanged again when put back", () => {
    const there = changed(FIELDS, {}, "title", "hidden");
    expect(there).toEqual({ title: "hidden" });
    expect(changed(FIELDS, there, "title", "edit")).toEqual({});
  });

  it("keep one's own changes over those of somebody who was faster", () => {
    const theirs = FIELDS.slice(0, 2).map((field) => (field.field === "title" ? { ...field, right: "read" as const } : field));
    expect(stillChanged(theirs, { title: "read", pay: "read", items: "hidden" })).toEqual({ pay: "read" });
  });

  it("of a column reach no further than its table's", () => {
    expect(narrowest(FIELDS, "items.cost")).toBe("read");
    expect(narrowest(FIELDS, "items")).toBe("edit");
    expect([narrower("edit", "read"), narrower("hidden", "read")]).toEqual(["read", "hidden"]);
  });
});
