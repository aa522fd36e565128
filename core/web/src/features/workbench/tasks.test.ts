import dayjs from "dayjs";
import { expect, it } from "vitest";
import type { TaskRow } from "@/api";
import { groupTasks } from "./tasks";

const task = (id: string, dueAt: string | null, createdAt = "2026-01-01T00:00:00Z") => ({ id, dueAt, createdAt, nodeKind: "approve" }) as TaskRow;
const inHours = (hours: number) => dayjs().add(hours, "hour").toISOString();

it("groups to-dos by urgency, and the earliest comes first", () => {
  const groups = groupTasks([
    task("late-1", inHours(-2)),
    task("late-2", inHours(-30)),
    task("plain-new", null, "2026-01-02T00:00:00Z"),
    task("plain-old", null),
    task("later", inHours(72)),
  ]);
  expect(groups.overdue.map((one) => one.id)).toEqual(["late-2", "late-1"]);
  expect(groups.later.map((one) => one.id)).toEqual(["later"]);
  expect(groups.none.map((one) => one.id)).toEqual(["plain-old", "plain-new"]);
});
