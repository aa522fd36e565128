import { describe, expect, it } from "vitest";
import type { Workflow } from "../queries";
import { freeKey, newTransition, shifted, trimmedWorkflow, withoutStatus, withStatus } from "./workflow";

const status = (key: string, category: "todo" | "doing" | "done") => ({ key, name: { en: key }, category });
const workflow: Workflow = {
  initial: "todo",
  statuses: [status("todo", "todo"), status("doing", "doing"), status("done", "done")],
  transitions: [
    { from: ["todo"], to: "doing" },
    { from: ["todo", "doing"], to: "done" },
    { from: ["doing"], to: "todo" },
    { from: [], to: "done" },
  ],
};

describe("a workflow being edited", () => {
  it("loses with a status the ways to it and from it alone, and never opens one from everywhere", () => {
    const { statuses, transitions, initial } = withoutStatus(workflow, "doing");
    expect(statuses.map(({ key }) => key)).toEqual(["todo", "done"]);
    expect(transitions).toEqual([
      { from: ["todo"], to: "done" },
      { from: [], to: "done" },
    ]);
    expect(initial).toBe("todo");
    expect(withoutStatus(workflow, "todo").initial).toBe("doing");
  });

  it("takes a new status in before those that are done", () => {
    expect(withStatus(workflow, { en: "In review" }).statuses.map(({ key }) => key)).toEqual(["todo", "doing", "in-review", "done"]);
    expect(withStatus({ ...workflow, statuses: [] }, {}).statuses[0]).toEqual({ key: "status-1", name: {}, category: "doing" });
  });

  it("moves entries one place, and not over the ends", () => {
    expect(shifted(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
    expect(shifted(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
    expect(shifted(["a", "b"], 0, -1)).toEqual(["a", "b"]);
    expect(shifted(["a", "b"], 1, 1)).toEqual(["a", "b"]);
  });

  it("begins a way to where none leads yet", () => {
    const wider = withStatus(workflow, { en: "Review" });
    expect(newTransition(wider)).toMatchObject({ from: ["todo"], to: "review" });
    expect(newTransition(workflow)).toMatchObject({ from: ["todo"], to: "doing" });
  });

  it("is sent without blanks", () => {
    const typed = { ...workflow, statuses: [{ ...status("todo", "todo"), name: { "zh-CN": " 待办 ", en: "  " } }] };
    expect(trimmedWorkflow(typed).statuses[0]?.name).toEqual({ "zh-CN": "待办" });
    expect(trimmedWorkflow(workflow).transitions[0]).toEqual({ from: ["todo"], to: "doing", name: {} });
  });
});

it.each([
  [{ en: "In review" }, [], "in-review"],
  [{ "zh-CN": "评审中" }, [], "status-1"],
  [{ "zh-CN": "评审中" }, ["status-1"], "status-2"],
  [{ en: "Done" }, ["done"], "done-2"],
  [{ en: "2nd check" }, [], "nd-check"],
])("%o with %o gives %s", (name, taken, key) => expect(freeKey(name, "status", taken)).toBe(key));
