import { describe, expect, it } from "vitest";
import type { WorkItemType } from "../queries";
import { type Card, type Column, verdict } from "./verdict";

const status = (key: string, category = "doing") => ({ key, name: { "zh-CN": key, en: key }, category });

const type = {
  key: "bug",
  workflow: {
    initial: "todo",
    statuses: [status("todo", "todo"), status("doing"), status("checking"), status("done", "done")],
    transitions: [
      { from: ["todo"], to: "doing", who: ["assignee"] },
      { from: ["doing"], to: "checking", required: ["steps", "$due"] },
      { from: ["checking"], to: "done", who: ["admin", "creator"] },
      { from: ["done"], to: "todo" },
    ],
  },
  schema: {
    name: {},
    fields: [
      { key: "steps", type: "longText", label: {} },
      { key: "priority", type: "singleSelect", label: {}, options: [{ key: "high", label: {} }, { key: "old", label: {}, retired: true }] },
    ],
  },
} as unknown as WorkItemType;

const card = (part: Partial<Card>) =>
  ({ id: "a", status: "todo", moves: [], fields: {}, assignee: null, due: null, createdBy: { id: "x" }, ...part }) as unknown as Card;
const column = (key: string | null, part: Partial<Column> = {}) => ({ key, cards: [], count: 0, ...part }) as unknown as Column;
const judge = (part: object = {}) => ({ type, role: "member" as const, me: "me", ...part });

describe("by status", () => {
  const to = (of: Card, key: string, part: Partial<Column> = {}, by: object = {}) =>
    verdict(of, column(key, part), "$status", judge(by));

  it("believes the server's word first", () => {
    expect(to(card({ moves: ["done"] }), "done").kind).toBe("open");
    expect(to(card({}), "todo").kind).toBe("open");
  });

  it("tells why a card may not go somewhere", () => {
    expect(to(card({}), "done")).toEqual({ kind: "noWay" });
    expect(to(card({}), "elsewhere")).toEqual({ kind: "notOfType" });
    expect(to(card({}), "doing")).toEqual({ kind: "people", who: ["assignee"] });
    expect(to(card({ assignee: { id: "me" } as Card["assignee"] }), "doing")).toEqual({ kind: "open" });
    expect(to(card({ assignee: { id: "me" } as Card["assignee"] }), "doing", { wip: 2, count: 2 })).toEqual({ kind: "full", max: 2 });
  });

  it("opens a way to its creator and to admins, never to a viewer", () => {
    const checking = card({ status: "checking" });
    expect(to(checking, "done").kind).toBe("people");
    expect(to(card({ status: "checking", createdBy: { id: "me" } as Card["createdBy"] }), "done").kind).toBe("open");
    expect(to(checking, "done", {}, { role: "admin" }).kind).toBe("open");
    expect(to(card({ status: "done" }), "todo", {}, { role: "viewer" }).kind).toBe("people");
  });

  it("asks for what is still missing, and for nothing that the type has lost", () => {
    expect(to(card({ status: "doing" }), "checking")).toEqual({ kind: "asks", fields: ["steps", "$due"] });
    expect(to(card({ status: "doing", fields: { steps: "1" } }), "checking")).toEqual({ kind: "asks", fields: ["$due"] });
    expect(to(card({ status: "doing", fields: { steps: "1" }, due: "2026-12-01" }), "checking")).toEqual({ kind: "open" });
  });
});

describe("by a field", () => {
  const to = (key: string | null, field = "priority", part: Partial<Card> = {}) => verdict(card(part), column(key), field, judge());

  it("takes the options that can still be chosen", () => {
    expect(to("high").kind).toBe("open");
    expect(to(null).kind).toBe("open");
    expect(to("old").kind).toBe("notOfType");
    expect(to("old", "priority", { fields: { priority: "old" } }).kind).toBe("open");
    expect(to("high", "steps").kind).toBe("notOfType");
  });
});
