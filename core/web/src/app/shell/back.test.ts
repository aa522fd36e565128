import { expect, it } from "vitest";
import { wayBack } from "./back";

const TABS = ["/", "/approvals", "/projects"];

it("leads to the page above", () => {
  expect(wayBack([{ label: "项目", to: "/projects" }, { label: "装配二线" }], "/projects/prj_1/board", TABS)).toBe("/projects");
  expect(wayBack([{ label: "表单", to: "/forms" }, { label: "供应商", to: "/forms/1/records" }, { label: "回收站" }], "/forms/1/records/deleted", TABS)).toBe("/forms/1/records");
});

it("stands on no place of the tab bar", () => {
  expect(wayBack([{ label: "工作台" }], "/", TABS)).toBeUndefined();
  expect(wayBack([{ label: "待办", to: "/approvals/todo" }], "/approvals/todo", TABS)).toBeUndefined();
  expect(wayBack([{ label: "审批", to: "/approvals/todo" }, { label: "待办", to: "/approvals/todo" }], "/approvals/todo", TABS)).toBeUndefined();
  expect(wayBack([{ label: "我的" }], "/settings", TABS)).toBeUndefined();
});

it("leads from every other first page to one's own, where it was reached from", () => {
  for (const path of ["/studio", "/forms", "/feedback", "/background-tasks", "/admin/roles"]) expect(wayBack([{ label: "x" }], path, TABS)).toBe("/settings");
});
