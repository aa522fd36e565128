import { describe, expect, it } from "vitest";
import { changeBranch, changeNode } from "./edit";
import type { ApproveNode, EndNode, NotifyNode } from "./definition";
import { checkDefinition } from "./check";
import { purchase } from "./sample";
import type { Field } from "@/form";

const FIELDS: Field[] = [{ key: "amount", label: { en: "Amount" }, type: "money", currency: "CNY", scale: 2 }];
const found = (definition: ReturnType<typeof purchase>) => checkDefinition(definition, FIELDS).map(({ at, code }) => `${at}: ${code}`);

describe("what is not complete", () => {
  it("names the node without anybody who acts", () => {
    expect(found(purchase())).toEqual(["legal: whoMissing"]);
  });

  it("wants a condition at every branch but the default", () => {
    const two = changeBranch(purchase(), "large", { when: undefined });
    expect(found(two)).toContain("large: conditionMissing");
    const when = purchase().edges.find((edge) => edge.key === "large")?.when;
    expect(found(changeBranch(purchase(), "otherwise", { when }))).toContain("bound: defaultMissing");
  });

  it("finds fields that the form no longer has", () => {
    expect(checkDefinition(purchase(), []).map(({ at, code }) => `${at}: ${code}`)).toContain("large: fieldGone");
    expect(found(changeNode<ApproveNode>(purchase(), "legal", { who: { kind: "field", field: "amount" } }))).toEqual(["legal: fieldGone"]);
  });

  it("finds fields that an ordered project was filled in from", () => {
    const ordering = (name: string) => changeNode<EndNode>(purchase(), "end", { project: { name, members: ["amount"] } });
    expect(found(ordering("amount"))).toEqual(["legal: whoMissing"]);
    expect(found(ordering("gone"))).toContain("end: fieldGone");
  });

  it("refuses a return to a node that does not come before", () => {
    expect(found(changeNode<ApproveNode>(purchase(), "manager", { onReject: { kind: "node", node: "finance" } }))).toContain("manager: returnNodeGone");
  });

  it("checks the places in a message", () => {
    const definition = purchase();
    const notify: NotifyNode = { key: "copy", name: { en: "Tell" }, kind: "notify", who: { kind: "initiator" }, subject: { en: "{$title} {amount}" }, body: { en: "{gone}" } };
    const told = { ...definition, nodes: definition.nodes.map((node) => (node.key === "copy" ? notify : node)) };
    expect(checkDefinition(told, FIELDS)).toContainEqual({ at: "copy", code: "variableUnknown", params: { field: "{gone}" } });
  });

  it("says once that a graph cannot be read as a tree", () => {
    const definition = purchase();
    expect(found({ ...definition, edges: definition.edges.slice(1) })).toEqual(["start: notATree"]);
  });
});
