import { describe, expect, it } from "vitest";
import type { Leaf } from "../filter/filter";
import { addressWith, addressWithout, differ, filterOf, fromServer, NO_SETTINGS, settingsAt, toServer } from "./settings";

const dear: Leaf = { field: "price", op: "gt", value: "100" };
const hand: Leaf = { field: "kind", op: "eq", value: "hand" };
const base = { ...NO_SETTINGS, leaves: [dear], sort: "-price", columns: ["kind", "price"] };
const at = (text: string) => new URLSearchParams(text);

describe("the settings of a view in the address", () => {
  it("are the view's own where the address says nothing", () => {
    expect(settingsAt(base, at("view=svw_1&q=saw"))).toEqual(base);
  });

  it("are taken away by an empty place, and changed by a filled one", () => {
    expect(settingsAt(base, at("filter=&sort=price&columns="))).toEqual({ ...base, leaves: [], sort: "price", columns: [] });
  });

  it("know no layout that there is none of, nor a filter that is none", () => {
    expect(settingsAt(base, at("layout=globe&filter=nonsense"))).toEqual({ ...base, leaves: [] });
  });

  it("leave the address once they are as the view says", () => {
    const changed = addressWith(at("view=svw_1"), base, { leaves: [dear, hand], layout: "board", groupBy: "kind" });
    expect(settingsAt(base, changed)).toEqual({ ...base, leaves: [dear, hand], layout: "board", groupBy: "kind" });
    expect(changed.get("sort")).toBeNull();
    const back = addressWith(changed, base, { leaves: [dear], layout: "table", groupBy: "" });
    expect(back.toString()).toBe("view=svw_1");
    expect(addressWith(at(""), base, { leaves: [] }).get("filter")).toBe("");
  });

  it("are reverted without losing the view and what was searched for", () => {
    expect(addressWithout(at("view=svw_1&q=saw&filter=&sort=price&layout=board")).toString()).toBe("view=svw_1&q=saw");
  });

  it("differ by what would be saved and by nothing else", () => {
    expect(differ(base, { ...base, leaves: [{ ...dear }] })).toBe(false);
    expect(differ(base, { ...base, columns: ["price", "kind"] })).toBe(true);
    expect(differ(base, { ...base, layout: "gallery" })).toBe(true);
  });
});

describe("the settings of a view at the server", () => {
  it("come back as they went", () => {
    expect(fromServer(toServer(base))).toEqual(base);
    expect(fromServer({ layout: "table" })).toEqual(NO_SETTINGS);
    expect(fromServer({ filter: hand }).leaves).toEqual([hand]);
  });

  it("keep what chips cannot show, beside the chips", () => {
    const either = { or: [dear, hand] };
    const kept = fromServer({ filter: { and: [either, dear] } });
    expect([kept.leaves, kept.beyond]).toEqual([[dear], [either]]);
    expect(JSON.parse(filterOf(kept, hand) ?? "")).toEqual({ and: [either, dear, hand] });
    expect(toServer(kept).filter).toEqual({ and: [either, dear] });
    expect(fromServer({ filter: either }).beyond).toEqual([either]);
  });
});
