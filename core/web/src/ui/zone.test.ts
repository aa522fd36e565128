import { afterEach, describe, expect, it } from "vitest";
import { fromWallClock, inZone, setZone, wallClock } from "./zone";

describe("the company's time zone", () => {
  afterEach(() => setZone(undefined));

  it("shows an instant as the company's clocks do", () => {
    setZone("Asia/Shanghai");
    expect(inZone("2026-11-18T01:12:00Z").format("MM-DD HH:mm")).toBe("11-18 09:12");
    setZone("America/New_York");
    expect(inZone("2026-11-18T01:12:00Z").format("MM-DD HH:mm")).toBe("11-17 20:12");
  });

  it("gives back the instant that was entered, on either side of a clock change", () => {
    setZone("America/New_York");
    for (const instant of ["2026-03-07T15:30:00.000Z", "2026-03-09T15:30:00.000Z", "2026-11-21T00:00:00.000Z"]) {
      expect(fromWallClock(wallClock(instant))).toBe(instant);
    }
  });
});
