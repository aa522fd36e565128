import { act, screen, within } from "@testing-library/react";
import { Route, Routes } from "react-router";
import { beforeEach, expect, it, vi } from "vitest";
import { meQuery } from "@/app/me";
import { me, renderPage } from "../../../tests/render";
import { serve } from "../../../tests/server";
import PersonPage from "./PersonPage";

const person = {
  id: "usr_2",
  login: "wangmin",
  name: "王敏",
  email: "wangmin@lanjiang.example",
  phone: "138 0000 0000",
  active: true,
  memberships: [{ id: "mem_1", department: { id: "dep_1", name: { "zh-CN": "采购部" } }, post: { id: "pst_1", name: { "zh-CN": "采购员" } }, main: true, head: false }],
  roles: [],
  rev: 1,
};

beforeEach(() => void serve({ "GET /people/usr_2": () => person }));

const open = () =>
  renderPage(
    <Routes>
      <Route path="people/:id" element={<PersonPage />} />
      <Route path="*" element={<p>elsewhere</p>} />
    </Routes>,
    ["people"],
    "/people/usr_2",
  );

it("tells everybody who a colleague is and how to reach them", async () => {
  await open();
  const card = within(await screen.findByRole("article", { name: "王敏" }));
  expect(card.getByText("采购部 · 采购员")).toBeVisible();
  expect(card.getByRole("link", { name: "wangmin@lanjiang.example" })).toHaveAttribute("href", "mailto:wangmin@lanjiang.example");
  expect(card.getByRole("link", { name: "138 0000 0000" })).toHaveAttribute("href", "tel:13800000000");
});

it("leads whoever manages people to where they are managed", async () => {
  const { client, router } = await open();
  await screen.findByRole("article");
  act(() => void client.setQueryData(meQuery.queryKey, { ...me, permissions: ["org.manage"] }));
  await vi.waitFor(() => expect(router.state.location).toMatchObject({ pathname: "/admin/people", search: "?person=usr_2" }));
});
