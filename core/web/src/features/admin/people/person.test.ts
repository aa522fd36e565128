import { describe, expect, it } from "vitest";
import { membershipsFor, roleChanges, suggestLogin } from "./person";

describe("a person's form", () => {
  it("leaves out rows without a department and makes the first the main one", () => {
    expect(membershipsFor([{ main: true }, { departmentId: "dep_1", main: false }, { departmentId: "dep_2", main: false }])).toEqual([
      { departmentId: "dep_1", main: true },
      { departmentId: "dep_2", main: false },
    ]);
  });

  it("keeps the main one that was chosen", () => {
    expect(membershipsFor([{ departmentId: "dep_1", main: false }, { departmentId: "dep_2", main: true }]).map(({ main }) => main)).toEqual([false, true]);
  });

  it("proposes the sign-in name from the address", () => {
    expect(suggestLogin("Li.Qiang@lanjiang.example")).toBe("li.qiang");
    expect(suggestLogin(undefined)).toBe("");
  });

  it("tells which roles come and go", () => {
    expect(roleChanges(["a", "b"], ["b", "c"])).toEqual({ add: ["c"], remove: ["a"] });
  });
});
