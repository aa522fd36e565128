import { describe, expect, it } from "vitest";
import type { WorkItem } from "../queries";
import { arranged } from "./tree";

const item = (id: string, parent?: string, children = 0) => ({ id, children, ...(parent ? { parent: { id: parent } } : {}) }) as WorkItem;
const told = (rows: ReturnType<typeof arranged>) => rows.map(({ item: { id }, depth, open }) => `${depth}${id}${open === undefined ? "" : open ? "-" : "+"}`);

describe("items in their hierarchy", () => {
  const roots = [item("a", undefined, 2), item("b"), item("c", undefined, 1)];
  const below = [item("a1", "a", 1), item("c1", "c"), item("a2", "a"), item("a11", "a1")];

  it("stand below their parents in the order that they came in", () => {
    expect(told(arranged(roots, below, new Set()))).toEqual(["0a-", "1a1-", "2a11", "1a2", "0b", "0c-", "1c1"]);
  });

  it("are hidden below what is closed", () => {
    expect(told(arranged(roots, below, new Set(["a"])))).toEqual(["0a+", "0b", "0c-", "1c1"]);
    expect(told(arranged(roots, below, new Set(["a1", "c"])))).toEqual(["0a-", "1a1+", "1a2", "0b", "0c+"]);
  });

  it("are shown once, however often they are told, and end where a circle is told", () => {
    expect(told(arranged([item("a", undefined, 1)], [item("b", "a", 1), item("a", "b", 1), item("b", "a", 1)], new Set()))).toEqual(["0a-", "1b-"]);
    expect(told(arranged([item("a", undefined, 1), item("b", "a")], [item("b", "a")], new Set()))).toEqual(["0a-", "1b"]);
  });
});
