import { expect, it } from "vitest";
import { previewOf, timesWith } from "./mailTimes";

it("offers every half hour, the chosen time whatever it is, and no quiet of no length", () => {
  const times = timesWith("09:10", "22:00");
  expect(times.slice(0, 3)).toEqual(["00:00", "00:30", "01:00"]);
  expect(times.slice(18, 21)).toEqual(["09:00", "09:10", "09:30"]);
  expect(times).toHaveLength(48);
  expect(times).not.toContain("22:00");
});

it("says whether the quiet reaches over midnight", () => {
  const quiet = (from: string, until: string) => previewOf({ digest: "daily", dailyAt: "09:00", quiet: { from, until } }).quiet;
  expect(quiet("22:00", "07:00")).toBe("quietNight");
  expect(quiet("12:00", "13:30")).toBe("quietDay");
  expect(previewOf({ digest: "off", dailyAt: "09:00", quiet: null })).toEqual({ digest: "off", quiet: undefined });
});
