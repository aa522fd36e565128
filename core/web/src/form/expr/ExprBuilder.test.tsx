import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import i18next from "i18next";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import type { FormSchema } from "../schema";
import { show } from "../testing";
import { asGroup, isDrawable, tidy, withCompare } from "./condition";
import { describeExpr } from "./describe";
import { ExprBuilder } from "./ExprBuilder";
import type { Expr } from "./expr";
import { fieldInfos } from "./fieldInfo";
import { operatorsOf, subjectsOf } from "./subject";

const schema: FormSchema = {
  name: { "zh-CN": "采购" },
  fields: [
    { key: "budget", type: "money", currency: "CNY", scale: 2, label: { "zh-CN": "预算" } },
    {
      key: "kind",
      type: "singleSelect",
      label: { "zh-CN": "类别" },
      options: [{ key: "office", label: { "zh-CN": "办公用品" } }],
    },
    { key: "due", type: "date", label: { "zh-CN": "到货" } },
    {
      key: "items",
      type: "detail",
      label: { "zh-CN": "明细" },
      fields: [{ key: "amount", type: "money", currency: "CNY", label: { "zh-CN": "金额" } }],
    },
  ],
};
const fields = fieldInfos(schema, "zh-CN");
const t = i18next.getFixedT("zh-CN", "form");
const over: Expr = {
  op: "compare",
  cmp: "gt",
  left: { op: "field", key: "budget" },
  right: { op: "lit", value: { number: "500000" } },
};
const office: Expr = {
  op: "compare",
  cmp: "eq",
  left: { op: "field", key: "kind" },
  right: { op: "lit", value: { text: "office" } },
};

let last: Expr | undefined;
function Condition({ start }: { start?: Expr }) {
  const [value, setValue] = useState(start);
  return (
    <ExprBuilder
      fields={fields}
      value={value}
      onChange={(next) => {
        last = next;
        setValue(next);
      }}
    />
  );
}

describe("the condition builder", () => {
  it("starts a condition with the first field, and takes an exact amount", async () => {
    show(<Condition />);
    await userEvent.click(await screen.findByRole("button", { name: "添加条件" }));
    await userEvent.type(screen.getByLabelText("值"), "500000.01");
    expect(last).toEqual({ ...over, right: { op: "lit", value: { number: "500000.01" } } });
  });

  it("joins several with all or any, and stores a lone one without a group", async () => {
    show(<Condition start={{ op: "all", args: [over, office] }} />);
    await userEvent.click(await screen.findByText("任一"));
    expect(last).toEqual({ op: "any", args: [over, office] });
    await userEvent.click(screen.getAllByRole("button", { name: "删除这个条件" })[0] as HTMLElement);
    expect(last).toEqual(office);
    await userEvent.click(screen.getByRole("button", { name: "删除这个条件" }));
    expect(last).toBeUndefined();
  });

  it("nests a group of the other kind", async () => {
    show(<Condition start={over} />);
    await userEvent.click(await screen.findByRole("button", { name: "添加条件组" }));
    expect(last).toMatchObject({ op: "all", args: [over, { op: "any" }] });
    const groups = screen.getAllByRole("group", { name: "条件" });
    await userEvent.click(within(groups[1] as HTMLElement).getByRole("button", { name: "删除这组条件" }));
    expect(last).toEqual(over);
  });

  it("compares with another field of the same kind", async () => {
    show(<Condition start={over} />);
    await userEvent.click(await screen.findByRole("button", { name: "改为与另一个字段比较" }));
    expect(last).toMatchObject({ right: { op: "call", name: "count" } });
  });

  it("says so when it cannot draw a condition, and keeps it", async () => {
    const computed: Expr = {
      ...over,
      left: { op: "math", math: "mul", left: { op: "field", key: "budget" }, right: { op: "field", key: "budget" } },
    } as Expr;
    show(<Condition start={computed} />);
    expect(await screen.findByText("这个条件含有计算，只能用公式编辑。")).toBeVisible();
  });
});

describe("conditions as data", () => {
  const subjects = subjectsOf(fields, t);

  it("offers fields, sums and counts of tables, and facts of the situation", () => {
    expect(subjects.map((s) => s.label)).toEqual([
      "预算",
      "类别",
      "到货",
      "明细",
      "明细 · 行数",
      "明细 · 金额 · 合计",
      "发起人",
      "发起部门",
      "今天",
    ]);
    expect(operatorsOf(subjects[1] as never)).not.toContain("gt");
  });

  it("keeps a value across comparisons that take the same kind of value, and drops it otherwise", () => {
    const subject = subjects[0] as never;
    const row = over as never;
    expect(withCompare(row, "le", subject).right).toEqual({ op: "lit", value: { number: "500000" } });
    expect(withCompare(row, "empty", subject).right).toEqual({ op: "lit", value: "null" });
  });

  it("tidies to what was meant", () => {
    expect(tidy(asGroup(over))).toEqual(over);
    expect(tidy(asGroup(undefined))).toBeUndefined();
    expect(isDrawable({ op: "not", arg: over }, subjects)).toBe(false);
  });

  it("reads as a sentence", () => {
    const read = (expr: Expr) => describeExpr(expr, { fields, locale: "zh-CN", t });
    expect(read(over)).toBe("预算 大于 500,000.00");
    expect(
      read({
        op: "all",
        args: [
          over,
          {
            op: "any",
            args: [
              office,
              { op: "compare", cmp: "empty", left: { op: "field", key: "due" }, right: { op: "lit", value: "null" } },
            ],
          },
        ],
      }),
    ).toBe("预算 大于 500,000.00 且 （类别 是 办公用品 或 到货 为空）");
  });
});
