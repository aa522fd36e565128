import { describe, expect, it } from "vitest";
import type { ApproveNode } from "./definition";
import { rightAt, withAll, withRight } from "./rights";

const node = (fieldRights: ApproveNode["fieldRights"] = {}): ApproveNode => ({ key: "a", name: {}, kind: "approve", who: { kind: "nobody" }, fieldRights });

describe("field rights of a node", () => {
  it("is editable at the start and read-only afterwards where nothing is set", () => {
    expect(rightAt(node(), "amount")).toBe("read");
    expect(rightAt({ key: "start", name: {}, kind: "start" }, "amount")).toBe("edit");
  });

  it("lets a column follow its table until it has a right of its own", () => {
    expect(rightAt(node({ items: "edit" }), "items.price")).toBe("edit");
    expect(rightAt(node({ items: "edit", "items.price": "hidden" }), "items.price")).toBe("hidden");
  });

  it("keeps only what differs", () => {
    expect(withRight(node(), "amount", "edit")).toEqual({ amount: "edit" });
    expect(withRight(node({ amount: "edit" }), "amount", "read")).toEqual({});
    expect(withRight(node({ items: "edit" }), "items.price", "read")).toEqual({ items: "edit", "items.price": "read" });
    expect(withAll(node({ amount: "hidden" }), ["amount", "items", "items.price"], "edit")).toEqual({ amount: "edit", items: "edit" });
    expect(withAll(node({ amount: "hidden" }), ["amount"], "read")).toEqual({});
  });
});
