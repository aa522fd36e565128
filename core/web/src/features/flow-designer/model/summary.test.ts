import { describe, expect, it } from "vitest";
import type { FlowNode, WhoActs } from "./definition";
import { type SummaryWords, summarise, who } from "./summary";

const NAMES: Record<string, string> = { usr_1: "周岚", usr_2: "何静", usr_3: "李强", usr_4: "王敏", rol_1: "财务总监", pst_1: "采购员", dep_1: "财务部" };

/** Says the key with its parameters, so that the test sees which sentence was chosen. */
const words: SummaryWords = {
  say: (key, params) => (key === "comma" ? "，" : key === "and" ? "、" : key === "colon" ? "：" : params ? `${key}(${Object.values(params).join()})` : key),
  nameOf: (id) => NAMES[id],
  locale: "zh-CN",
  fields: [
    { key: "owner", label: { "zh-CN": "成本中心负责人" }, type: "person", multiple: false },
    { key: "unit", label: { "zh-CN": "成本中心" }, type: "department", multiple: false },
  ],
};

describe("the line on a card", () => {
  it.each<[WhoActs, string]>([
    [{ kind: "user", users: ["usr_1", "usr_2"] }, "周岚、何静"],
    [{ kind: "user", users: ["usr_1", "usr_2", "usr_3", "usr_4"] }, "andMore(周岚、何静、李强,4)"],
    [{ kind: "role", role: "rol_1" }, "role(财务总监)"],
    [{ kind: "role", role: "rol_gone" }, "role(unknown)"],
    [{ kind: "post", post: "pst_1", department: "dep_1" }, "postIn(采购员,财务部)"],
    [{ kind: "departmentHead" }, "head"],
    [{ kind: "superior", level: 1 }, "superiorDirect"],
    [{ kind: "superior", level: 2 }, "superior(2)"],
    [{ kind: "superiors", upTo: 3 }, "superiors(3)"],
    [{ kind: "initiatorChooses", multiple: true }, "choosesSeveral"],
    [{ kind: "field", field: "owner" }, "field(成本中心负责人)"],
    [{ kind: "field", field: "unit" }, "fieldDepartment(成本中心)"],
  ])("says who acts: %j", (rule, line) => {
    expect(who(rule, words)).toBe(line);
  });

  it.each<[FlowNode, string]>([
    [{ key: "a", name: {}, kind: "approve", who: { kind: "role", role: "rol_1" }, mode: "all" }, "role(财务总监)，approve_all"],
    [{ key: "a", name: {}, kind: "approve", who: { kind: "user", users: ["usr_1"] }, mode: "all" }, "周岚"],
    [{ key: "a", name: {}, kind: "approve", who: { kind: "nobody" } }, "approveNobody"],
    [{ key: "h", name: {}, kind: "handle", who: { kind: "post", post: "pst_1" } }, "post(采购员)，handle_any"],
    [{ key: "n", name: {}, kind: "notify", who: { kind: "initiator" }, subject: { "zh-CN": "已付款" }, body: {} }, "initiator：已付款"],
    [{ key: "s", name: {}, kind: "start", starters: [] }, "start(everyone)"],
  ])("says what a node is set to", (node, line) => {
    expect(summarise(node, words)).toBe(line);
  });
});
