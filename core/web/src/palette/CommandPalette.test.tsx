import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { lazy, Suspense, useState } from "react";
import { expect, it, vi } from "vitest";
import { renderPage } from "../../tests/render";
import { serve } from "../../tests/server";
import { useTypedAhead } from "./typedAhead";

it("opens with what was typed while it was loading", async () => {
  serve({ "GET /flows": () => ({ items: [] }), "GET /counts": () => ({}), "GET /search": () => ({ groups: [] }) });
  const script = await import("./CommandPalette");
  let arrive = () => {};
  const Palette = lazy(() => new Promise<typeof script>((resolve) => (arrive = () => resolve(script))));
  function Frame() {
    const [open, setOpen] = useState(true);
    useTypedAhead(open, () => setOpen(false));
    return <Suspense>{open && <Palette onClose={() => setOpen(false)} />}</Suspense>;
  }
  await renderPage(<Frame />, ["palette"]);
  await userEvent.keyboard("LINE2");
  arrive();
  const field = await screen.findByRole("combobox");
  await vi.waitFor(() => expect(field).toHaveFocus());
  expect(field).toHaveValue("LINE2");
  await userEvent.keyboard("-5");
  expect(field).toHaveValue("LINE2-5");
});

it("finds colleagues for whoever administers nobody, and leads to their card", async () => {
  const hit = { id: "usr_2", title: "王敏", subtitle: "采购部", key: "wangmin" };
  const asked = serve({ "GET /flows": () => ({ items: [] }), "GET /counts": () => ({}), "GET /search": () => ({ groups: [{ kind: "person", items: [hit], more: false }] }) });
  const { default: Palette } = await import("./CommandPalette");
  const { router } = await renderPage(<Palette onClose={() => {}} />, ["palette"]);
  await userEvent.type(await screen.findByRole("combobox"), "wangmin");
  await userEvent.click(await screen.findByRole("option", { name: /王敏/ }));
  expect(asked.findLast(({ call }) => call === "GET /search")?.query.get("kinds")).toContain("person");
  expect(router.state.location.pathname).toBe("/people/usr_2");
});
