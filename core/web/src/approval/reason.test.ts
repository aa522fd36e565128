import { expect, it } from "vitest";
import type { FormSchema } from "@/api";
import { readableReason } from "./reason";

const label = (zh: string, en: string) => ({ "zh-CN": zh, en });
const schema = {
  name: label("采购", "Purchase"),
  fields: [
    { key: "budget", type: "money", label: label("预算", "Budget"), currency: "CNY", scale: 2 },
    { key: "yearly", type: "money", label: label("年度预算", "Yearly Budget"), currency: "USD", scale: 2 },
    { key: "heads", type: "number", label: label("人数", "Heads"), scale: 0 },
    { key: "code", type: "text", label: label("编码", "Code") },
    { key: "items", type: "detail", label: label("明细", "Items"), fields: [{ key: "share", type: "percent", label: label("折扣", "Discount"), scale: 1 }] },
  ],
} as unknown as FormSchema;

const zh = (text: string) => readableReason(text, schema, "zh-CN");

it("writes compared numbers as the form does: grouped, at their scale, with their unit", () => {
  expect(zh("预算 500000.01 > 500000 成立；进入“大额”")).toBe("预算 500,000.01 元 > 500,000.00 元 成立；进入“大额”");
  expect(readableReason("Budget -1234567.5 ≤ 1000 holds; takes “Otherwise”", schema, "en")).toBe("Budget -1,234,567.50 CNY ≤ 1,000.00 CNY holds; takes “Otherwise”");
  expect(zh("“判断”：年度预算 1000000 ≥ 5000，人数 1200 > 1000，折扣 12.5 < 20 成立")).toBe("“判断”：年度预算 1,000,000.00 USD ≥ 5,000.00 USD，人数 1,200 > 1,000，折扣 12.5% < 20.0% 成立");
  expect(zh("预算 ≥ 5000 不成立")).toBe("预算 ≥ 5,000.00 元 不成立");
});

it("leaves alone what is no number of a field: codes, dates, names", () => {
  for (const text of ["编码 123456 = 123456 成立", "进入“2100000 元以上”", "角色：财务总监", "日期 2026-11-21 > 2026-01-01 成立", "审批预算 500000 人"]) expect(zh(text)).toBe(text);
});
