import { describe, expect, it } from "vitest";
import { isReachable, shownStep, stepOf } from "./steps";

const running = (kind: "importCheck" | "importRun" | "importRevert") => ({ kind, state: "running" as const });
const ended = { kind: "importCheck" as const, state: "done" as const };

describe("where an import stands", () => {
  it("follows its state, and a task at work before it", () => {
    expect(stepOf({ state: "draft" }, undefined)).toBe("columns");
    expect(stepOf({ state: "draft" }, running("importCheck"))).toBe("check");
    expect(stepOf({ state: "checked" }, ended)).toBe("check");
    expect(stepOf({ state: "checked" }, running("importRun"))).toBe("result");
    for (const state of ["imported", "refused", "reverted"] as const) expect(stepOf({ state }, ended)).toBe("result");
    expect(stepOf({ state: "imported" }, running("importRevert"))).toBe("result");
  });

  it("the columns can be gone back to until something is brought in or a task works", () => {
    expect(isReachable("columns", { state: "checked" }, ended)).toBe(true);
    expect(isReachable("columns", { state: "reverted" }, ended)).toBe(true);
    expect(isReachable("columns", { state: "imported" }, ended)).toBe(false);
    expect(isReachable("columns", { state: "checked" }, running("importRun"))).toBe(false);
    expect(isReachable("result", { state: "checked" }, ended)).toBe(false);
  });

  it("an address that cannot be gone to shows where it stands", () => {
    expect(shownStep("columns", { state: "checked" }, ended)).toBe("columns");
    expect(shownStep("columns", { state: "imported" }, ended)).toBe("result");
    expect(shownStep("nowhere", { state: "checked" }, ended)).toBe("check");
    expect(shownStep(null, { state: "draft" }, undefined)).toBe("columns");
  });
});
