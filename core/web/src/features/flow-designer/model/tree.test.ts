import { describe, expect, it } from "vitest";
import { type FlowDefinition } from "./definition";
import { purchase } from "./sample";
import { type TreeFault, isForkBlock, nodesBefore, readTree, toGraph, toTree } from "./tree";

describe("the block tree of a flow", () => {
  it("reads conditions and parallels as blocks with their branches in order", () => {
    const tree = toTree(purchase());
    expect(tree.body.blocks.map((block) => block.node.key)).toEqual(["manager", "bound", "both", "copy"]);
    const [, bound, both] = tree.body.blocks;
    if (!bound || !both || !isForkBlock(bound) || !isForkBlock(both)) throw new Error("expected forks");
    expect(bound.branches.map((branch) => [branch.edges[0]?.key, branch.blocks.map((block) => block.node.key)])).toEqual([
      ["large", ["finance"]],
      ["otherwise", []],
    ]);
    expect(both.join.key).toBe("both_join");
  });

  it("goes to the graph and back without a change", () => {
    const definition = purchase();
    const { nodes, edges } = toGraph(toTree(definition));
    expect(nodes).toEqual(definition.nodes);
    expect(edges).toEqual(definition.edges);
  });

  it("puts nodes and edges into reading order and keeps each as it was", () => {
    const definition = purchase();
    const shuffled = { ...definition, nodes: [...definition.nodes].reverse() };
    expect(toGraph(toTree(shuffled))).toEqual({ nodes: definition.nodes, edges: definition.edges });
  });

  it.each<[TreeFault, (definition: FlowDefinition) => FlowDefinition]>([
    ["noStart", (d) => ({ ...d, nodes: d.nodes.filter((n) => n.kind !== "start"), edges: d.edges.slice(1) })],
    ["manyStarts", (d) => ({ ...d, nodes: [...d.nodes, { key: "again", name: {}, kind: "start" }] })],
    ["danglingEdge", (d) => ({ ...d, edges: [...d.edges, { key: "x", from: "copy", to: "nowhere" }] })],
    ["deadEnd", (d) => ({ ...d, edges: d.edges.filter((e) => e.key !== "e8") })],
    ["manyWaysOut", (d) => ({ ...d, edges: [...d.edges, { key: "x", from: "manager", to: "end" }] })],
    ["notClosed", (d) => ({ ...d, edges: d.edges.map((e) => (e.key === "otherwise" ? { ...e, to: "end" } : e)) })],
    ["wrongJoin", (d) => ({ ...d, edges: d.edges.map((e) => (e.key === "e5" ? { ...e, to: "bound_join" } : e)) })],
    ["cycle", (d) => ({ ...d, edges: d.edges.map((e) => (e.key === "e8" ? { ...e, to: "manager" } : e)) })],
    ["unreachable", (d) => ({ ...d, nodes: [...d.nodes, { key: "stray", name: {}, kind: "approve", who: { kind: "nobody" } }] })],
  ])("tells a graph that is no tree by its reason: %s", (fault, spoil) => {
    const read = readTree(spoil(purchase()));
    expect("fault" in read && read.fault.fault).toBe(fault);
  });

  it("offers for a return only what comes before, not the sibling branch", () => {
    const tree = toTree(purchase());
    expect(nodesBefore(tree, "legal").map((node) => node.key)).toEqual(["manager", "finance"]);
    expect(nodesBefore(tree, "finance").map((node) => node.key)).toEqual(["manager"]);
  });
});
