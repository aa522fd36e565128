import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Schemas } from "@/api";
import { renderPage } from "../../../tests/render";
import { OrderedProject } from "./OrderedProject";

const hindered = (reasons: object[]) => ({ founded: false, hindrance: { since: "2026-11-22T08:00:00Z", left: false, reasons } }) as unknown as Schemas["FoundedProject"];

it("tells whoever cannot choose another lead what is the matter, and who sees to it", async () => {
  await renderPage(<OrderedProject ordered={hindered([{ field: "lead", code: "work.person_disabled", message: "该人员已停用，请选择其他人。" }])} />, ["approvals"]);
  expect(screen.getByText("负责人：账号已停用。管理员重新启用后才能建立项目。")).toBeVisible();
  expect(screen.getByText("已通知管理员处理，处理后自动建立项目，无需重新提交。")).toBeVisible();
  expect(screen.queryByText(/请选择/)).toBeNull();
});

it("leaves the server's sentence where it asks for nothing that cannot be done", async () => {
  await renderPage(<OrderedProject ordered={hindered([{ field: "name", code: "request.too_long", message: "最多 120 个字。" }])} />, ["approvals"]);
  expect(screen.getByText("项目名称：最多 120 个字。")).toBeVisible();
});
