import { describe, expect, it } from "vitest";
import { changeNode, insertNode, removeBranch } from "./edit";
import { type DesignerState, UNDO_STEPS_MAX, reduce, startState } from "./history";
import { counting, purchase } from "./sample";

const rename = (state: DesignerState, name: string, tag?: string) =>
  reduce(state, { type: "edit", edited: { definition: changeNode(state.definition, "legal", { name: { en: name } }) }, ...(tag ? { tag } : {}) });
const nameOf = (state: DesignerState) => state.definition.nodes.find((node) => node.key === "legal")?.name.en;

describe("undo and redo", () => {
  it("takes back an insertion and brings it again, selection included", () => {
    const start = startState(purchase());
    const inserted = reduce(start, { type: "edit", edited: insertNode(start.definition, "e1", "approve", counting()) });
    expect(inserted.selected).toBe("approve_1");
    const undone = reduce(inserted, { type: "undo" });
    expect(undone.definition).toBe(start.definition);
    expect(undone.selected).toBeNull();
    expect(reduce(undone, { type: "redo" }).definition).toBe(inserted.definition);
  });

  it("takes back the removal of a branch with everything in it", () => {
    const start = startState(purchase());
    const removed = reduce(start, { type: "edit", edited: removeBranch(start.definition, "large") });
    expect(removed.definition.nodes.map((node) => node.key)).not.toContain("finance");
    expect(reduce(removed, { type: "undo" }).definition).toEqual(purchase());
  });

  it("counts typing in one place as one step", () => {
    const typed = ["L", "La", "Law"].reduce((state, name) => rename(state, name, "legal.name"), startState(purchase()));
    expect(nameOf(typed)).toBe("Law");
    expect(nameOf(reduce(typed, { type: "undo" }))).toBe("Legal");
  });

  it("begins a new step after the selection moved", () => {
    let state = rename(startState(purchase()), "A", "legal.name");
    state = reduce(state, { type: "select", key: "manager" });
    state = rename(state, "B", "legal.name");
    expect(nameOf(reduce(state, { type: "undo" }))).toBe("A");
  });

  it("drops what could be redone once something else is done", () => {
    const undone = reduce(rename(startState(purchase()), "A"), { type: "undo" });
    expect(reduce(rename(undone, "B"), { type: "redo" }).definition.nodes.find((n) => n.key === "legal")?.name.en).toBe("B");
  });

  it("has nothing to undo at the start, and a bounded memory", () => {
    const start = startState(purchase());
    expect(reduce(start, { type: "undo" })).toBe(start);
    let state = start;
    for (let i = 0; i < UNDO_STEPS_MAX + 10; i += 1) state = rename(state, `n${i}`);
    expect(state.past).toHaveLength(UNDO_STEPS_MAX);
  });
});
