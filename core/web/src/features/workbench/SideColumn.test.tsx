import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { renderPage } from "../../../tests/render";
import { refuse, serve } from "../../../tests/server";
import { SideColumn } from "./SideColumn";

const NONE = { items: [] };
const counts = { started: 5, unreadCopies: 3, drafts: 0 };
const section = async (name: string) => within(await screen.findByRole("region", { name }));
const unread = { id: "cpy_1", instanceId: "ins_1", title: "办公设备采购", flowName: { "zh-CN": "采购" }, initiator: { id: "usr_2", name: "王敏" }, createdAt: "2026-11-20T08:00:00Z" };

beforeEach(() => localStorage.clear());

const show = (handlers: Parameters<typeof serve>[0]) => {
  const asked = serve({ "GET /counts": () => counts, "GET /me/deadlines": () => ({ days: [], tasks: [], items: [] }), "GET /instances": () => NONE, "GET /copies": () => NONE, "GET /drafts": () => NONE, ...handlers });
  return renderPage(<SideColumn />, ["workbench", "palette"]).then((view) => ({ ...view, asked }));
};

it("says of no list that it is empty before the server has answered", async () => {
  let answer: (rows: unknown) => void = () => {};
  await show({ "GET /instances": () => new Promise((resolve) => (answer = resolve)) });
  const started = await section("我发起的");
  expect(started.getByRole("status", { name: "正在加载" })).toBeVisible();
  expect(started.queryByText("还没有发起过审批。")).toBeNull();
  await vi.waitFor(() => answer(NONE));
  expect(await started.findByText("还没有发起过审批。")).toBeVisible();
  expect(started.queryByRole("status")).toBeNull();
});

it("tells a failure from an empty list, and tries again when asked to", async () => {
  let broken = true;
  await show({ "GET /copies": () => (broken ? refuse(500, { code: "internal", detail: "服务器出错了。" }) : { items: [unread] }) });
  const copies = await section("抄送我");
  expect(await copies.findByRole("alert")).toHaveTextContent("服务器出错了。");
  expect(copies.queryByText("没有未读的抄送。")).toBeNull();
  broken = false;
  await userEvent.click(copies.getByRole("button", { name: "重试" }));
  expect(await copies.findByRole("link", { name: "办公设备采购" })).toBeVisible();
  expect(copies.queryByRole("alert")).toBeNull();
});

it("asks the server for unread copies instead of looking for them on a first page of all", async () => {
  const { asked } = await show({ "GET /copies": () => ({ items: [unread] }) });
  await (await section("抄送我")).findByRole("link", { name: "办公设备采购" });
  const call = asked.find(({ call: one }) => one === "GET /copies");
  expect(call?.query.get("unread")).toBe("true");
});

it("tells that the week ahead could not be read", async () => {
  await show({ "GET /me/deadlines": () => refuse(500, { code: "internal", detail: "服务器出错了。" }) });
  const week = await section("到期");
  expect(await week.findByRole("alert")).toHaveTextContent("服务器出错了。");
});
