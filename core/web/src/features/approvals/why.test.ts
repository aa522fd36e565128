import { expect, it } from "vitest";
import type { Schemas } from "@/api";
import { whyMine } from "./why";

const step = (activation: number, kind: string, reason: string) => ({ activation, kind, reason }) as Schemas["Step"];

const steps = [
  step(1, "start", ""),
  step(2, "condition", "类别是设备"),
  step(3, "approve", "采购部的负责人"),
  step(4, "condition", "预算 500000.01 > 500000 成立；进入“大额”"),
  step(5, "carbonCopy", ""),
  step(6, "approve", "角色：财务总监"),
];

it("tells what the conditions since the last person saw, then why this one", () => {
  expect(whyMine(steps, { activation: 6, why: "角色：财务总监" }, "zh-CN")).toBe("预算 500000.01 > 500000 成立；进入“大额”；角色：财务总监");
  expect(whyMine(steps, { activation: 3, why: "Head" }, "en")).toBe("类别是设备; Head");
  expect(whyMine(steps, { activation: 3, why: "采购部的负责人" }, "zh-CN")).toBe("类别是设备；采购部的负责人");
});

it("tells why this person alone when nothing was decided on the way", () => {
  expect(whyMine(steps.slice(0, 1), { activation: 9, why: "你是发起人" }, "zh-CN")).toBe("你是发起人");
});
