import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { useHotkeys } from "@/ui";
import { takeTyped, useTypedAhead } from "./typedAhead";

function Frame({ open, approve, giveUp }: { open: boolean; approve: () => void; giveUp: () => void }) {
  useHotkeys({ a: approve, Enter: approve });
  useTypedAhead(open, giveUp);
  return <input aria-label="opinion" />;
}

const keyboard = (keys: string) => act(() => userEvent.keyboard(keys));

it("keeps what is typed before the field is there, and the page's shortcuts hear none of it", async () => {
  const approve = vi.fn();
  const giveUp = vi.fn();
  const view = render(<Frame open={false} approve={approve} giveUp={giveUp} />);
  view.rerender(<Frame open approve={approve} giveUp={giveUp} />);

  await keyboard("LINA{Backspace}E2-5{Enter}");
  expect(approve).not.toHaveBeenCalled();
  expect(takeTyped()).toBe("LINE2-5");
  expect(takeTyped()).toBe("");

  await keyboard("a");
  expect(approve).toHaveBeenCalledTimes(1);
  expect(takeTyped()).toBe("");
});

it("keeps it from a field that had the focus before", async () => {
  render(<Frame open approve={vi.fn()} giveUp={vi.fn()} />);
  await userEvent.type(screen.getByLabelText("opinion"), "line");
  expect(screen.getByLabelText("opinion")).toHaveValue("");
  expect(takeTyped()).toBe("line");
});

it("gives the keys back to the page when the palette is given up before it has come", async () => {
  const approve = vi.fn();
  const giveUp = vi.fn();
  const view = render(<Frame open approve={approve} giveUp={giveUp} />);
  await keyboard("x{Escape}");
  expect(giveUp).toHaveBeenCalledTimes(1);
  view.rerender(<Frame open={false} approve={approve} giveUp={giveUp} />);
  await keyboard("a");
  expect(approve).toHaveBeenCalledTimes(1);

  view.rerender(<Frame open approve={approve} giveUp={giveUp} />);
  await keyboard("y");
  expect(takeTyped()).toBe("y");
});
