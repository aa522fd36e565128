import { describe, expect, it } from "vitest";
import { columnsOf, type ExportSource, exportWish, isNarrowed } from "./exportWish";

const column = (key: string) => ({ key, label: key });
const records: ExportSource = {
  kind: "records",
  formId: "frm_1",
  columns: ["title", "amount", "note", "$createdAt"].map(column),
  shown: ["amount", "title"],
  count: 3,
  capped: false,
  query: {},
};

describe("the columns of an export", () => {
  it("are those on the screen, all, or the chosen ones, always in the order of the list", () => {
    const choose = (columns: "shown" | "all" | "chosen") => columnsOf(records, { format: "csv", columns, chosen: ["$createdAt", "note", "gone"] });
    expect(choose("shown")).toEqual(["title", "amount"]);
    expect(choose("all")).toEqual(["title", "amount", "note", "$createdAt"]);
    expect(choose("chosen")).toEqual(["note", "$createdAt"]);
  });
});

describe("what an export asks for", () => {
  const choice = { format: "xlsx", columns: "shown", chosen: [] } as const;

  it("is the whole list where nothing narrows it", () => {
    expect(isNarrowed(records)).toBe(false);
    expect(exportWish(records, { ...choice, chosen: [] })).toEqual({ kind: "records", formId: "frm_1", format: "xlsx", columns: ["title", "amount"] });
  });

  it("carries filter, order and words along", () => {
    const filter = { and: [{ field: "amount", op: "gt", value: "5" }] };
    const source: ExportSource = { ...records, query: { filter: JSON.stringify(filter), sort: "-amount", q: "泵" } };
    expect(isNarrowed(source)).toBe(true);
    expect(exportWish(source, { ...choice, chosen: [] })).toMatchObject({ filter, sort: "-amount", q: "泵" });
  });

  it("carries a department and whether people are active along", () => {
    const source: ExportSource = { ...records, kind: "people", formId: undefined, query: { department: "dep_1", active: false } };
    expect(isNarrowed(source)).toBe(true);
    const wish = exportWish(source, { ...choice, chosen: [] });
    expect(wish).toMatchObject({ kind: "people", department: "dep_1", active: false });
    expect(wish).not.toHaveProperty("formId");
  });
});
