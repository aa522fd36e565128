import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import { FormFill } from "../FormFill";
import type { FieldOf, FormData, FormSchema } from "../schema";
import { show } from "../testing";
import { ROWS_ALL_LIVE, windowOf } from "./useRowWindow";
import { cellState, moved, newRow, totalsOf, withCopy, withoutRow, withRow } from "./rows";

const items: FieldOf<"detail"> = {
  key: "items",
  type: "detail",
  label: { "zh-CN": "明细" },
  totals: ["amount"],
  fields: [
    { key: "name", type: "text", label: { "zh-CN": "名称" }, default: "设备" },
    { key: "amount", type: "money", currency: "CNY", scale: 2, label: { "zh-CN": "金额" } },
  ],
};
const schema: FormSchema = { name: { "zh-CN": "采购" }, fields: [items] };
const rows = [
  { name: "机器人", amount: "336000.00" },
  { name: "控制柜", amount: "77000" },
];

describe("rows of a detail table", () => {
  it("add up exactly, the engine's own total first", () => {
    expect(totalsOf(items, [...rows, { amount: "0.1" }, { amount: "0.2" }, {}], undefined)).toEqual({ amount: "413000.30" });
    expect(totalsOf(items, rows, { data: {}, fields: {}, totals: { "items.amount": "1.00" } })).toEqual({ amount: "1.00" });
  });

  it("are copied, taken out, moved and changed without touching the others", () => {
    expect(withCopy(rows, 0)).toEqual([rows[0], rows[0], rows[1]]);
    expect(withoutRow(rows, 0)).toEqual([rows[1]]);
    expect(moved(rows, 0, 1)).toEqual([rows[1], rows[0]]);
    expect(withRow(rows, 1, { name: "夹具" })).toEqual([rows[0], { name: "夹具" }]);
    expect(newRow(items.fields)).toEqual({ name: "设备" });
  });

  it("obey a column's right before its own settings", () => {
    const column = items.fields[1] as never;
    expect(cellState(items, column, 0, undefined, { "items.amount": "read" }).readOnly).toBe(true);
    expect(cellState(items, column, 0, undefined, { "items.amount": "hidden" }).visible).toBe(false);
    const state = { data: {}, totals: {}, fields: { "items.amount": { visible: true, required: true, readOnly: false } } };
    expect(cellState(items, column, 0, state, {})).toEqual({ visible: true, required: true, readOnly: false });
  });
});

let last: FormData = {};
function Purchase() {
  const [value, setValue] = useState<FormData>({ items: rows });
  return (
    <FormFill
      schema={schema}
      value={value}
      onChange={(next) => {
        last = next;
        setValue(next);
      }}
      issues={[{ field: "items[1].amount", code: "form.field_required", message: "请填写此项。" }]}
    />
  );
}

describe("editing a detail table", () => {
  it("shows the total, and follows each change", async () => {
    show(<Purchase />);
    expect(await screen.findByText("413,000.00")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "添加一行" }));
    await userEvent.type(screen.getByLabelText("金额 第 3 行"), "0.01");
    expect(screen.getByText("413,000.01")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "删除第 1 行" }));
    expect(last).toEqual({ items: [rows[1], { name: "设备", amount: "0.01" }] });
    expect(screen.getByText("77,000.01")).toBeVisible();
  });

  it("names the cell that is wrong, and jumps to it", async () => {
    show(<Purchase />);
    await userEvent.click(await screen.findByRole("button", { name: "明细 第 2 行 金额" }));
    expect(screen.getByLabelText("金额 第 2 行")).toHaveFocus();
    expect(screen.getByLabelText("金额 第 2 行")).toHaveAccessibleDescription("请填写此项。");
  });
});

describe("a long detail table", () => {
  const many = Array.from({ length: 90 }, (_, i) => ({ name: `件 ${i + 1}`, amount: `${i + 1}.00` }));
  const invalid = [{ field: "items[79].amount", code: "form.field_required", message: "请填写此项。" }];
  function Long() {
    const [value, setValue] = useState<FormData>({ items: many });
    return <FormFill schema={schema} value={value} onChange={setValue} issues={invalid} />;
  }

  it("carries editors near the window only, text for the rest, and the total of all", async () => {
    const { container } = show(<Long />);
    expect(await screen.findByText("4,095.00")).toBeVisible();
    // By selectors: to ask for roles in so large a table takes jsdom seconds.
    expect(container.querySelectorAll("tbody tr")).toHaveLength(90);
    expect(container.querySelectorAll("tbody input")).toHaveLength(ROWS_ALL_LIVE * 2);
    expect(screen.getByText("件 90")).toBeVisible();
  });

  it("hands the focus to the editor of a cell that a finding leads to, and adds what is typed", async () => {
    show(<Long />);
    expect(screen.queryByLabelText("金额 第 80 行")).toBeNull();
    fireEvent.click(await screen.findByText("明细 第 80 行 金额"));
    const editor = screen.getByLabelText("金额 第 80 行");
    expect(editor).toHaveFocus();
    fireEvent.change(editor, { target: { value: "1250" } });
    expect(screen.getByText("5,265.00")).toBeVisible();
  });

  it("moves its window with what is seen, in steps, and never beyond the rows", () => {
    const rect = (top: number) => ({ top, height: 500 * 40 });
    expect(windowOf(rect(100), 800, 500)).toEqual({ from: 0, to: 30 });
    const middle = windowOf(rect(-8000), 800, 500);
    expect(middle.from).toBeLessThan(200);
    expect(middle.to).toBeGreaterThan(220);
    expect(windowOf(rect(-8010), 800, 500).from).toBe(middle.from);
    expect(windowOf(rect(-19_600), 800, 500).to).toBe(500);
  });
});
