import { beforeEach, expect, it } from "vitest";
import { keepOpened, type Opened, recentOf } from "./recent";

const opened = (id: string): Opened => ({ kind: "record", id, title: id, subtitle: "", address: `/${id}` });
const ids = (user: string) => recentOf(user).map((one) => one.id);

beforeEach(() => localStorage.clear());

it("keeps the last six, the latest first, each once", () => {
  for (const id of ["a", "b", "c", "d", "e", "f", "g", "c"]) keepOpened("usr_1", opened(id));
  expect(ids("usr_1")).toEqual(["c", "g", "f", "e", "d", "b"]);
});

it("shows nobody what somebody else opened", () => {
  keepOpened("usr_1", opened("a"));
  expect(ids("usr_2")).toEqual([]);
  keepOpened("usr_2", opened("b"));
  expect(ids("usr_1")).toEqual([]);
});

it("starts anew over what it cannot read", () => {
  localStorage.setItem("weir.recent", "{");
  expect(ids("usr_1")).toEqual([]);
});
