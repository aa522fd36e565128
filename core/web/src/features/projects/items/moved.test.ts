import { expect, it } from "vitest";
import { moved } from "./useMoveDay";

it("moves what spans several days as a whole, by as much as it was dragged", () => {
  expect(moved({ start: "2026-11-27", due: "2026-12-01" }, "2026-11-30", "2026-12-02")).toEqual({ start: "2026-11-29", due: "2026-12-03" });
  expect(moved({ start: null, due: "2026-11-27" }, "2026-11-27", "2026-11-20")).toEqual({ due: "2026-11-20" });
});

it("gives what had no due day one, and leaves its first day", () => {
  expect(moved({ start: "2026-11-27", due: null }, undefined, "2026-12-01")).toEqual({ due: "2026-12-01" });
});
