import { describe, expect, it } from "vitest";
import type { Schemas } from "@/api";
import { movesFor, pathTo, subtree, treeOf } from "./tree";

const department = (id: string, parentId: string | undefined, sort: number): Schemas["Department"] => ({ id, name: { en: id }, code: "", sort, memberCount: 0, rev: 1, ...(parentId ? { parentId } : {}) });
const COMPANY = [department("root", undefined, 0), department("b", "root", 10), department("a", "root", 0), department("b1", "b", 0), department("c", "root", 11)];

describe("the tree of departments", () => {
  it("orders siblings by their place", () => {
    expect(treeOf(COMPANY)[0]?.children.map((node) => node.department.id)).toEqual(["a", "b", "c"]);
  });

  it("knows the way down and everything below", () => {
    expect(pathTo(COMPANY, "b1").map(({ id }) => id)).toEqual(["root", "b", "b1"]);
    expect(subtree(COMPANY, "b")).toEqual(new Set(["b", "b1"]));
  });

  it("writes only the moved one where there is room", () => {
    expect(movesFor(COMPANY, "c", "root", 1)).toEqual([{ department: COMPANY[4], sort: 5 }]);
    expect(movesFor(COMPANY, "a", "b", 1)).toEqual([{ department: COMPANY[2], parentId: "b", sort: 10 }]);
  });

  it("numbers the siblings anew where there is none", () => {
    expect(movesFor(COMPANY, "a", "root", 1).map(({ department: { id }, sort }) => [id, sort])).toEqual([
      ["b", 0],
      ["a", 10],
      ["c", 20],
    ]);
  });

  it("never moves a department below itself", () => {
    expect(movesFor(COMPANY, "b", "b1", 0)).toEqual([]);
  });
});
