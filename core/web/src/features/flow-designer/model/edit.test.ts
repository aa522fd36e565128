import { describe, expect, it } from "vitest";
import type { FlowDefinition } from "./definition";
import { addBranch, canMoveBranch, changeBranch, changeNode, copyOf, duplicateBranch, duplicateNode, emptyDefinition, insertNode, makeDefault, moveBranch, pasteOnEdge, removeBranch, removeNode } from "./edit";
import { WORDS, counting, purchase } from "./sample";
import { type Sequence, branchEdge, isForkBlock, toTree } from "./tree";

/** The tree as text: `manager bound[large:finance|otherwise:] copy`. */
function draw(definition: FlowDefinition): string {
  const run = (sequence: Sequence): string =>
    sequence.blocks.map((block) => (isForkBlock(block) ? `${block.node.key}[${block.branches.map((branch) => `${branchEdge(branch).key}:${run(branch)}`).join("|")}]` : block.node.key)).join(" ");
  return run(toTree(definition).body);
}

const PURCHASE = "manager bound[large:finance|otherwise:] both[p1:buy|p2:legal] copy";

describe("editing a flow", () => {
  it("starts a new flow as start, end", () => {
    expect(draw(emptyDefinition({ en: "New" }, WORDS))).toBe("");
  });

  it("inserts a node on the edge that was pointed at, and selects it", () => {
    const { definition, focus } = insertNode(purchase(), "otherwise", "handle", counting());
    expect(focus).toBe("handle_1");
    expect(draw(definition)).toBe(PURCHASE.replace("otherwise:", "otherwise:handle_1"));
  });

  it("keeps a branch's name and condition on its first edge", () => {
    const { definition } = insertNode(purchase(), "large", "approve", counting());
    const head = definition.edges.find((edge) => edge.key === "large");
    expect(head?.to).toBe("approve_1");
    expect(head?.when).toBeDefined();
    expect(draw(definition)).toBe(PURCHASE.replace("large:finance", "large:approve_1 finance"));
  });

  it("inserts a condition with one branch and a default, a parallel with two branches", () => {
    const condition = insertNode(purchase(), "e8", "condition", counting()).definition;
    expect(draw(condition)).toBe(`${PURCHASE} condition_1[branch_2:|branch_3:]`);
    const parallel = insertNode(purchase(), "e8", "parallel", counting()).definition;
    expect(parallel.edges.filter((edge) => edge.from === "parallel_1").map((edge) => edge.name?.en)).toEqual(["Branch 1", "Branch 2"]);
  });

  it("removes a step and a whole fork", () => {
    expect(draw(removeNode(purchase(), "manager").definition)).toBe(PURCHASE.replace("manager ", ""));
    expect(draw(removeNode(purchase(), "bound").definition)).toBe("manager both[p1:buy|p2:legal] copy");
    expect(draw(removeNode(purchase(), "start").definition)).toBe(PURCHASE);
  });

  it("forgets a return to a node that is gone", () => {
    const finance = removeNode(purchase(), "manager").definition.nodes.find((node) => node.key === "finance");
    expect(finance?.kind === "approve" && finance.onReject).toEqual({ kind: "end" });
  });

  it("adds branches before the default one", () => {
    expect(draw(addBranch(purchase(), "bound", counting()).definition)).toBe(PURCHASE.replace("|otherwise", "|branch_1:|otherwise"));
    expect(draw(addBranch(purchase(), "both", counting()).definition)).toBe(PURCHASE.replace("p2:legal", "p2:legal|branch_1:"));
  });

  it("removes a branch; of the last two the other's steps take the fork's place", () => {
    const three = addBranch(purchase(), "both", counting()).definition;
    expect(draw(removeBranch(three, "p1").definition)).toBe(PURCHASE.replace("p1:buy|p2:legal", "p2:legal|branch_1:"));
    expect(draw(removeBranch(purchase(), "p1").definition)).toBe("manager bound[large:finance|otherwise:] legal copy");
    expect(draw(removeBranch(purchase(), "large").definition)).toBe("manager both[p1:buy|p2:legal] copy");
    expect(draw(removeBranch(purchase(), "otherwise").definition)).toBe("manager finance both[p1:buy|p2:legal] copy");
  });

  it("moves branches in their order, never past the default", () => {
    const three = addBranch(purchase(), "bound", counting()).definition;
    expect(draw(moveBranch(three, "branch_1", -1).definition)).toContain("bound[branch_1:|large:finance|otherwise:]");
    expect(canMoveBranch(three, "branch_1", 1)).toBe(false);
    expect(canMoveBranch(three, "large", -1)).toBe(false);
    expect(canMoveBranch(three, "large", 1)).toBe(true);
  });

  it("makes another branch the default: last and without condition", () => {
    const { definition } = makeDefault(purchase(), "large");
    expect(draw(definition)).toContain("bound[otherwise:|large:finance]");
    expect(definition.edges.find((edge) => edge.key === "large")?.when).toBeUndefined();
  });

  it("pastes a copied fork with keys of its own", () => {
    const clip = copyOf(purchase(), "bound");
    if (!clip) throw new Error("nothing copied");
    const { definition } = pasteOnEdge(purchase(), "e8", clip, counting());
    expect(draw(definition)).toBe(`${PURCHASE} condition_1[branch_3:approve_2|branch_4:]`);
    expect(definition.edges.find((edge) => edge.key === "branch_3")?.when).toBeDefined();
  });

  it("pastes a copied branch as its steps", () => {
    const clip = copyOf(purchase(), "large");
    if (!clip) throw new Error("nothing copied");
    expect(draw(pasteOnEdge(purchase(), "e1", clip, counting()).definition)).toMatch(/^approve_\d+ manager/);
  });

  it("duplicates a node after itself and a branch beside itself, named as a copy", () => {
    const node = duplicateNode(purchase(), "manager", counting());
    expect(draw(node.definition)).toBe(PURCHASE.replace("manager", "manager approve_1"));
    expect(node.definition.nodes.find((n) => n.key === "approve_1")?.name).toEqual({ en: "Manager copy" });
    expect(draw(duplicateBranch(purchase(), "large", counting()).definition)).toMatch(/bound\[large:finance\|branch_\d+:approve_\d+\|otherwise:\]/);
  });

  it("changes settings without touching the rest", () => {
    const before = purchase();
    const after = changeNode(before, "legal", { name: { en: "Lawyers" } });
    expect(after.nodes.filter((node, i) => node !== before.nodes[i]).map((node) => node.key)).toEqual(["legal"]);
    expect(changeBranch(before, "large", { when: undefined }).edges.find((edge) => edge.key === "large")).not.toHaveProperty("when");
  });
});
