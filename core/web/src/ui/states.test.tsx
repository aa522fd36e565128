import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { ApiProblem } from "@/api/problem";
import { renderPage } from "../../tests/render";
import { ErrorState } from "./states";

const refused = (status: number, code: string, detail = "") => new ApiProblem({ status, code, detail });

it.each([403, 404, 410])("offers a way on, and no second try, for what is out of reach (%i)", async (status) => {
  await renderPage(<ErrorState error={refused(status, "not_found")} onRetry={vi.fn()} />, []);
  expect(await screen.findByText("没有找到，或不再对你开放")).toBeVisible();
  expect(screen.getByRole("link", { name: "回到工作台" })).toHaveAttribute("href", "/");
  expect(screen.queryByRole("button")).toBeNull();
});

it("leads to the place that the page names, with the server's own reason", async () => {
  await renderPage(<ErrorState error={refused(403, "auth.forbidden", "需要“设计表单”权限。")} wayOn={{ to: "/studio", label: "返回设计" }} />, []);
  expect(await screen.findByRole("link", { name: "返回设计" })).toHaveAttribute("href", "/studio");
  expect(screen.getByText("需要“设计表单”权限。")).toBeVisible();
});

it("offers another try where one may help", async () => {
  const again = vi.fn();
  await renderPage(<ErrorState error={refused(500, "internal")} onRetry={again} />, []);
  (await screen.findByRole("button", { name: "重试" })).click();
  expect(again).toHaveBeenCalledOnce();
  expect(screen.queryByRole("link")).toBeNull();
});
