import { describe, expect, it } from "vitest";
import type { Field, FormSchema } from "@/form";
import { designerOf, reduce, type Designer, type Step } from "./designer";
import { freeKey, isKey } from "./newField";
import { referencesTo } from "./references";

const text = (key: string): Field => ({ key, type: "text", label: { "zh-CN": key } });
const money = (key: string): Field => ({ key, type: "money", currency: "CNY", scale: 2, label: { "zh-CN": key } });
const form = (): FormSchema => ({
  name: { "zh-CN": "采购申请" },
  titleTemplate: "{title}",
  fields: [
    text("title"),
    { key: "items", type: "detail", label: { "zh-CN": "明细" }, fields: [text("name"), money("amount")], totals: ["amount"] },
    { ...money("budget"), formula: { op: "call", name: "sum", args: [{ op: "column", table: "items", key: "amount" }] } },
  ],
  rules: [
    {
      key: "large",
      when: { op: "compare", cmp: "gt", left: { op: "field", key: "budget" }, right: { op: "lit", value: { number: "500000" } } },
      actions: [{ kind: "require", fields: ["title"] }],
    },
  ],
});
const run = (...steps: Step[]): Designer => steps.reduce(reduce, designerOf(form()));
const keys = (designer: Designer) => designer.schema.fields.map((f) => f.key);

describe("the designer", () => {
  it("adds where it was dropped and selects what it added", () => {
    const after = run({ type: "add", field: text("note"), at: 1 });
    expect(keys(after)).toEqual(["title", "note", "items", "budget"]);
    expect(after.selected).toBe("note");
  });

  it("undoes and redoes to the very same schema", () => {
    const moved = run({ type: "move", from: 0, to: 2 }, { type: "remove", path: "items.name" });
    const undone = reduce(reduce(moved, { type: "undo" }), { type: "undo" });
    expect(undone.schema).toEqual(form());
    expect(reduce(reduce(undone, { type: "redo" }), { type: "redo" }).schema).toEqual(moved.schema);
  });

  it("takes typing in one place as one step, and a new step drops what could be redone", () => {
    const label = (t: string): Step => ({ type: "patch", path: "title", change: { label: { "zh-CN": t } } });
    const typed = run(label("采"), label("采购"), label("采购标题"));
    expect(typed.past).toHaveLength(1);
    expect(reduce(typed, { type: "undo" }).schema).toEqual(form());
    const elsewhere = [{ type: "select", path: "title" } as Step, label("标题")].reduce(reduce, typed);
    expect(elsewhere.past).toHaveLength(2);
    const branched = [{ type: "undo" } as Step, label("另一个")].reduce(reduce, elsewhere);
    expect(branched.future).toEqual([]);
  });

  it("gives a copy a key of its own and puts it after the original", () => {
    const after = run({ type: "duplicate", path: "budget" });
    expect(keys(after)).toEqual(["title", "items", "budget", "budget_2"]);
    expect(after.selected).toBe("budget_2");
  });

  it("hands the selection to the neighbour when a field goes, and drops the total of a column that goes", () => {
    const after = run({ type: "select", path: "items.amount" }, { type: "remove", path: "items.amount" });
    expect(after.selected).toBe("items.name");
    expect(after.schema.fields[1]).toMatchObject({ totals: [] });
  });

  it("renames an unpublished key wherever it stands", () => {
    const { schema, selected } = run({ type: "rename", path: "title", to: "subject" });
    expect(schema.titleTemplate).toBe("{subject}");
    expect(schema.rules?.[0]?.actions).toEqual([{ kind: "require", fields: ["subject"] }]);
    expect(selected).toBe("subject");
    const column = run({ type: "rename", path: "items.amount", to: "line" }).schema;
    expect(column.fields[1]).toMatchObject({ totals: ["line"] });
    expect(column.fields[2]?.formula).toEqual({ op: "call", name: "sum", args: [{ op: "column", table: "items", key: "line" }] });
    const table = run({ type: "rename", path: "items", to: "lines" }).schema;
    expect(table.fields[2]?.formula).toEqual({
      op: "call",
      name: "sum",
      args: [{ op: "column", table: "lines", key: "amount" }],
    });
  });

  it("knows what a field is used by", () => {
    expect(referencesTo(form(), "items.amount")).toEqual([{ kind: "formula", path: "budget" }]);
    expect(referencesTo(form(), "budget")).toEqual([{ kind: "rule", index: 0 }]);
    expect(referencesTo(form(), "title")).toEqual([{ kind: "rule", index: 0 }, { kind: "title" }]);
  });

  it("leaves moves beyond the ends alone", () => {
    const start = designerOf(form());
    expect(reduce(start, { type: "move", from: 0, to: -1 })).toBe(start);
    expect(reduce(start, { type: "move", from: 2, to: 3 })).toBe(start);
  });
});

describe("keys", () => {
  it("are lower-case identifiers and never repeat", () => {
    expect(["a", "a-b_1", "1a", "A", "", "é"].map(isKey)).toEqual([true, true, false, false, false, false]);
    expect(freeKey("money", ["money", "money_2"])).toBe("money_3");
    expect(freeKey("money_2", ["money", "money_2"])).toBe("money_3");
  });
});
