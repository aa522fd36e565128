import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { renderPage } from "../../../../tests/render";
import { serve } from "../../../../tests/server";
import type { Holdings } from "./held";
import { HandOverSheet } from "./HandOverSheet";

const holdings: Holdings = { tasks: 3, departments: [], projects: [], links: [] };

it("asks for at least one thing without telling readers what a group cannot have", async () => {
  const asked = serve({ "GET /people": () => ({ items: [] }) });
  await renderPage(<HandOverSheet person={{ id: "usr_1", name: "罗敏" }} holdings={holdings} onClose={() => {}} />, ["admin"]);
  expect(await screen.findByRole("group")).not.toHaveAttribute("aria-required");

  await userEvent.click(screen.getByRole("checkbox"));
  await userEvent.click(screen.getByRole("button", { name: "交接工作" }));
  expect(await screen.findByText("至少选一项")).toBeVisible();
  expect(asked.some(({ call }) => call.startsWith("POST"))).toBe(false);
});
