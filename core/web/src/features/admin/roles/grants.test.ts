import { describe, expect, it } from "vitest";
import type { Schemas } from "@/api";
import { EVERY_FORM, isComplete, readGrants, withReach, writeGrants } from "./grants";

const GRANTS: Schemas["RoleGrant"][] = [
  { permission: "flows.start" },
  { permission: "records.read", dataScope: "own" },
  { permission: "records.create" },
  { permission: "records.read", formId: "frm_1", dataScope: "chosen", departments: ["dep_1"] },
  { permission: "records.create", formId: "frm_1" },
  { permission: "records.import", formId: "frm_1" },
  { permission: "records.export", formId: "frm_1" },
];

describe("the grants of a role", () => {
  it("go to the page and back without a change", () => {
    expect(writeGrants(readGrants(GRANTS))).toEqual(GRANTS);
  });

  it("always have the row for every form", () => {
    expect([...readGrants([]).records.keys()]).toEqual([EVERY_FORM]);
  });

  it("are given and taken a cell at a time", () => {
    const given = withReach(readGrants([]), "frm_2", "records.delete", { scope: "department", departments: [] });
    expect(writeGrants(given)).toEqual([{ permission: "records.delete", formId: "frm_2", dataScope: "department" }]);
    expect(writeGrants(withReach(given, "frm_2", "records.delete", undefined))).toEqual([]);
  });

  it("forget the departments when another scope is chosen", () => {
    const changed = withReach(readGrants(GRANTS), "frm_1", "records.read", { scope: "all", departments: ["dep_1"] });
    expect(writeGrants(changed)).toContainEqual({ permission: "records.read", formId: "frm_1", dataScope: "all" });
  });

  it("are not complete while chosen departments are missing", () => {
    expect(isComplete(readGrants(GRANTS))).toBe(true);
    expect(isComplete(withReach(readGrants([]), EVERY_FORM, "records.read", { scope: "chosen", departments: [] }))).toBe(false);
  });
});
