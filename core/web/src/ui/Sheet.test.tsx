import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Button, Input } from "antd";
import { type ReactNode, useState } from "react";
import { expect, it, vi } from "vitest";
import { renderPage } from "../../tests/render";
import { Sheet } from "./Sheet";
import { useSheetFocus } from "./useSheetFocus";

function Page({ children, footer = null }: { children: ReactNode; footer?: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button onClick={() => setOpen(true)}>open</button>
      {open && (
        <Sheet title="Sheet" onClose={() => setOpen(false)} footer={footer}>
          {children}
        </Sheet>
      )}
    </>
  );
}

const open = async (page: ReactNode) => {
  await renderPage(page, []);
  await userEvent.click(screen.getByRole("button", { name: "open" }));
};

it("begins in the first field, and gives the focus back to what opened it", async () => {
  await open(
    <Page>
      <Input.TextArea aria-label="opinion" autoFocus />
    </Page>,
  );
  await vi.waitFor(() => expect(screen.getByRole("textbox", { name: "opinion" })).toHaveFocus());
  await userEvent.keyboard("{Escape}");
  await vi.waitFor(() => expect(screen.getByRole("button", { name: "open" })).toHaveFocus());
});

it("begins with what is marked as first", async () => {
  await open(
    <Page footer={<Button data-first>agree</Button>}>
      <Input aria-label="opinion" />
    </Page>,
  );
  await vi.waitFor(() => expect(screen.getByRole("button", { name: "agree" })).toHaveFocus());
});

it("leaves the caret to who writes before the dialog has opened, whatever is marked by then", async () => {
  let opened = () => {};
  function Dialog() {
    const { content, begin } = useSheetFocus();
    opened = begin;
    return (
      <div role="dialog">
        <div ref={content}>
          <input aria-label="opinion" />
        </div>
        <button data-first>agree</button>
      </div>
    );
  }
  await renderPage(<Dialog />, []);
  await userEvent.type(screen.getByRole("textbox", { name: "opinion" }), "依");
  opened();
  await userEvent.keyboard("据不足");
  expect(screen.getByRole("textbox", { name: "opinion" })).toHaveValue("依据不足");
});
