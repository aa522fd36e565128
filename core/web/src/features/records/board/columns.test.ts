import { expect, it } from "vitest";
import type { Field, Refs } from "@/form";
import type { Column } from "@/list";
import type { RecordRow } from "../queries";
import { boardColumns, movable, PEOPLE_MAX } from "./columns";

const column = (key: string, field: object, own = true) => ({ key, own, field: { key, label: {}, ...field } as Field }) as Column<RecordRow>;
const person = (id: string, name = id) => ({ id, login: id, name });
const row = (data: object, by = "usr_a") => ({ data, createdBy: person(by, by === "usr_a" ? "Zoe" : "Ann") }) as unknown as RecordRow;
const nothing = { rows: [], refs: undefined };

it("has a column for each option and one for what has none", () => {
  const kind = column("kind", { type: "singleSelect", options: [{ key: "hand", label: { en: "Hand" } }, { key: "old", label: {}, retired: true }] });
  const columns = boardColumns(kind, nothing, "en", "None");
  expect(columns.map(({ id, label, retired }) => [id, label, retired])).toEqual([
    ["", "None", false],
    ["hand", "Hand", false],
    ["old", "old", true],
  ]);
  expect(columns.map(({ leaf }) => leaf)).toEqual([
    { field: "kind", op: "empty" },
    { field: "kind", op: "eq", value: "hand" },
    { field: "kind", op: "eq", value: "old" },
  ]);
});

it("has a column for each person found, written as a field of people holds them", () => {
  const refs = { people: { usr_b: person("usr_b", "Ben"), usr_a: person("usr_a", "Ann") }, departments: {}, records: {}, files: {} } as Refs;
  const rows = [row({ keeper: ["usr_b"] }), row({ keeper: ["usr_a"] }), row({ keeper: ["usr_b"] }), row({})];
  const columns = boardColumns(column("keeper", { type: "person" }), { rows, refs }, "en", "None");
  expect(columns.map(({ label, value }) => [label, value])).toEqual([["None", null], ["Ann", ["usr_a"]], ["Ben", ["usr_b"]]]);
  const many = Array.from({ length: 2 * PEOPLE_MAX }, (_, n) => row({ keeper: [`usr_${n}`] }));
  expect(boardColumns(column("keeper", { type: "person" }), { rows: many, refs }, "en", "None")).toHaveLength(PEOPLE_MAX + 1);
});

it("has no column for what nobody created, and lets nothing be moved that cannot be written", () => {
  const by = column("$createdBy", { type: "person" }, false);
  expect(boardColumns(by, { rows: [row({}), row({}, "usr_b")], refs: undefined }, "en", "None").map((one) => one.label)).toEqual(["Ann", "Zoe"]);
  expect(movable(by)).toBe(false);
  expect(movable(column("kind", { type: "singleSelect" }))).toBe(true);
  expect(movable(column("kind", { type: "singleSelect", readOnly: true }))).toBe(false);
});
