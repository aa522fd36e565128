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
