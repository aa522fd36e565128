import { describe, expect, it } from "vitest";
import { CARD_WIDTH, layoutTree } from "./layout";
import { addBranch, insertNode } from "./edit";
import { counting, purchase } from "./sample";
import { toTree } from "./tree";

describe("the layout of the tree", () => {
  const layout = layoutTree(toTree(purchase()));
  const box = (key: string) => layout.boxes.find((candidate) => candidate.key === key);
  const centre = (key: string) => (box(key)?.x ?? NaN) + CARD_WIDTH / 2;

  it("stands the trunk at zero and the two branches evenly beside it", () => {
    for (const key of ["start", "manager", "bound", "both", "copy", "end"]) expect(centre(key)).toBe(0);
    expect([centre("large"), centre("otherwise")]).toEqual([-140, 140]);
    expect(centre("finance")).toBe(-140);
  });

  it("gives every edge its own place to add", () => {
    expect(layout.pluses.map((plus) => plus.edge).sort()).toEqual(purchase().edges.map((edge) => edge.key).sort());
  });

  it("never lets boxes overlap, however deep the branches", () => {
    const making = counting();
    let definition = purchase();
    for (const edge of ["large", "p2", "otherwise"]) definition = insertNode(definition, edge, "condition", making).definition;
    for (let i = 0; i < 3; i += 1) definition = addBranch(definition, "bound", making).definition;
    const { boxes } = layoutTree(toTree(definition));
    for (const a of boxes) {
      for (const b of boxes) {
        if (a === b) continue;
        const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect(apart, `${a.key} over ${b.key}`).toBe(true);
      }
    }
  });
});
