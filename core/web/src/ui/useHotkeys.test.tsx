import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { useHotkeys } from "./useHotkeys";

function Page({ approve, palette }: { approve: () => void; palette: () => void }) {
  useHotkeys({ a: approve, "mod+k": palette });
  return <input aria-label="opinion" />;
}

it("a single key acts on the page but not while typing; a chord acts always", async () => {
  const approve = vi.fn();
  const palette = vi.fn();
  render(<Page approve={approve} palette={palette} />);

  await userEvent.keyboard("a");
  expect(approve).toHaveBeenCalledTimes(1);

  await userEvent.type(screen.getByLabelText("opinion"), "a fair price");
  expect(approve).toHaveBeenCalledTimes(1);

  await userEvent.keyboard("{Control>}k{/Control}");
  expect(palette).toHaveBeenCalledTimes(1);
});
