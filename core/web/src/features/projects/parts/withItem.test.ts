import { expect, it } from "vitest";
import type { WorkItem } from "../queries";
import { findItem, withItem } from "./withItem";

const item = (id: string, status: string) => ({ id, status }) as WorkItem;

it("changes one item in every kind of list and leaves the rest as it is", () => {
  const page = { items: [item("a", "todo"), item("b", "todo")], next: "x" };
  const other = { items: [item("c", "todo")] };
  const grown = { pages: [page, other], pageParams: ["", "x"] };
  const changed = withItem(grown, "b", { status: "done" });
  expect(changed.pages[0]).toEqual({ items: [item("a", "todo"), item("b", "done")], next: "x" });
  expect(changed.pages[1]).toBe(other);
  expect(grown.pages[0]).toBe(page);
  expect(withItem(other, "c", { status: "done" }).items).toEqual([item("c", "done")]);
  expect(withItem(undefined, "c", { status: "done" })).toBeUndefined();
});

it("finds an item where it is shown", () => {
  const grown = { pages: [{ items: [item("a", "todo")] }, { items: [item("b", "done")] }] };
  expect(findItem(grown, "b")?.status).toBe("done");
  expect(findItem({ items: [item("c", "todo")] }, "c")?.id).toBe("c");
  expect(findItem(grown, "z")).toBeUndefined();
  expect(findItem(undefined, "z")).toBeUndefined();
});
