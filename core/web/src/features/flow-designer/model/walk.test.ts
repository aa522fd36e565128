import { describe, expect, it } from "vitest";
import { purchase } from "./sample";
import { toTree } from "./tree";
import { neighbour } from "./walk";

describe("the arrow keys", () => {
  const tree = toTree(purchase());

  it.each([
    ["start", "down", "manager"],
    ["manager", "down", "bound"],
    ["bound", "down", "large"],
    ["large", "right", "otherwise"],
    ["otherwise", "left", "large"],
    ["large", "left", undefined],
    ["large", "down", "finance"],
    ["finance", "right", "otherwise"],
    ["finance", "down", "both"],
    ["otherwise", "down", "both"],
    ["both", "up", "finance"],
    ["large", "up", "bound"],
    ["copy", "down", "end"],
    ["end", "up", "copy"],
    ["end", "down", undefined],
    ["manager", "left", undefined],
  ] as const)("go from %s %s to %s", (from, direction, to) => {
    expect(neighbour(tree, from, direction)).toBe(to);
  });
});
