import dayjs from "dayjs";
import { expect, it } from "vitest";
import type { TaskRow } from "@/api";
import { deedOf, type Entry, grouped, type Mention, type Press, type WorkItem } from "./entries";

const task = (id: string, dueAt: string | null, createdAt = "2026-01-01T00:00:00Z"): Entry => ({
  kind: "task",
  id,
  task: { id, dueAt, createdAt, nodeKind: "approve" } as TaskRow,
});
const item = (id: string, press: Press, due: string | null): Entry => ({ kind: "item", id, item: { id, press, due } as WorkItem });
const mention = (id: string, createdAt: string): Entry => ({ kind: "mention", id, mention: { id, createdAt } as Mention });
const inHours = (hours: number) => dayjs().add(hours, "hour").toISOString();
const ids = (entries: Entry[]) => entries.map((entry) => entry.id);

it("groups what waits by urgency, and the earliest comes first", () => {
  const groups = grouped([
    task("late-1", inHours(-2)),
    task("late-2", inHours(-30)),
    item("late-0", "overdue", "2020-01-01"),
    task("plain-new", null, "2026-01-02T00:00:00Z"),
    task("plain-old", null),
    item("some-day", "later", null),
    item("sunday", "week", "2026-11-29"),
    item("saturday", "week", "2026-11-28"),
    mention("second", "2026-11-02T00:00:00Z"),
    mention("first", "2026-11-01T00:00:00Z"),
  ]);
  expect(ids(groups.overdue)).toEqual(["late-0", "late-2", "late-1"]);
  expect(ids(groups.mentions)).toEqual(["first", "second"]);
  expect(ids(groups.week)).toEqual(["saturday", "sunday"]);
  expect(ids(groups.later)).toEqual(["some-day", "plain-old", "plain-new"]);
});

it("reads a to-do of an unknown kind as one to decide", () => {
  expect(deedOf({ nodeKind: "sign" } as unknown as TaskRow)).toBe("approve");
  expect(deedOf({ nodeKind: "resubmit" } as TaskRow)).toBe("resubmit");
});
