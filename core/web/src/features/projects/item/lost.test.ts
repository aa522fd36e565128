import { expect, it } from "vitest";
import type { WorkItemDetail, WorkItemType } from "../queries";
import { lostBy } from "./lost";

const select = (key: string, options: string[], label = key) => ({ key, type: "singleSelect", label: { en: label }, options: options.map((o) => ({ key: o })) });
const item = {
  status: "checking",
  assignee: { id: "ann" },
  parent: { id: "p" },
  fields: { priority: "high", steps: "1. open", note: "", severity: "major" },
  schema: { fields: [select("priority", ["high"]), { key: "steps", type: "longText" }, { key: "note", type: "text" }, select("severity", ["major"])] },
} as unknown as WorkItemDetail;
const type = {
  workflow: { initial: "todo", statuses: [{ key: "todo" }, { key: "done" }] },
  schema: { fields: [select("priority", ["high"], "Another name"), { key: "steps", type: "text" }] },
} as unknown as WorkItemType;

it("names filled fields that the other type has not, or has in another way", () => {
  expect(lostBy(item, type, undefined).fields.map((f) => f.key)).toEqual(["steps", "severity"]);
});

it("says where it begins anew, unless the other type has the status too", () => {
  expect(lostBy(item, type, undefined).status?.key).toBe("todo");
  expect(lostBy({ ...item, status: "done" }, type, undefined).status).toBeUndefined();
});

it("keeps the person and the parent within a project, and in another one only who works there", () => {
  expect(lostBy(item, type, undefined)).toMatchObject({ assignee: false, parent: false });
  expect(lostBy(item, type, ["bob"])).toMatchObject({ assignee: true, parent: true });
  expect(lostBy(item, type, ["ann"]).assignee).toBe(false);
});
