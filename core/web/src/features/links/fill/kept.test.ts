import { beforeEach, describe, expect, it } from "vitest";
import { forget, keep, readKept, sending } from "./kept";

describe("what was typed and is not sent yet", () => {
  beforeEach(() => sessionStorage.clear());

  it("is kept for each link until it is forgotten", () => {
    keep("a", { data: { name: "Wu" } });
    keep("b", { data: { name: "Li" } });
    forget("b");
    expect([readKept("a"), readKept("b")]).toEqual([{ data: { name: "Wu" } }, undefined]);
  });

  it("is nothing where something else stands in its place", () => {
    for (const text of ["", "{", "7", '{"data":1}']) {
      sessionStorage.setItem("weir.fill.a", text);
      expect(readKept("a")).toBeUndefined();
    }
  });

  it("is sent again under the same key, after a reload too, and under another one once it differs", () => {
    const first = sending(undefined, { name: "Wu" });
    keep("a", first);
    expect(sending(readKept("a"), { name: "Wu" }).sent.key).toBe(first.sent.key);
    expect(sending(readKept("a"), { name: "Li" }).sent.key).not.toBe(first.sent.key);
  });
});
