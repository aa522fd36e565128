import { expect, it } from "vitest";
import type { RecordRow } from "../queries";
import { PEOPLE_MAX } from "./columns";
import { everybodyNamed } from "./named";

const refs = { people: {}, departments: {}, records: {}, files: {} };
const row = (keeper: string) => ({ data: { keeper: [keeper] } }) as unknown as RecordRow;

/** A list of rows that is given a page at a time, without those of the people known. */
function served(people: string[], size: number) {
  const asked: string[][] = [];
  const page = (known: string[]) => {
    asked.push(known);
    const left = people.filter((one) => !known.includes(one));
    return Promise.resolve({ items: left.slice(0, size).map(row), refs, next: left.length > size ? "more" : null });
  };
  return { asked, page };
}

it("finds who is named only far down the list", async () => {
  const { asked, page } = served([...Array.from({ length: 900 }, () => "usr_a"), "usr_b", "usr_c"], 500);
  const { rows, more } = await everybodyNamed("keeper", page);
  expect(rows.map((one) => one.data["keeper"])).toEqual([["usr_a"], ["usr_b"], ["usr_c"]]);
  expect([asked, more]).toEqual([[[], ["usr_a"]], false]);
});

it("asks once where one page holds all, also for rows that name nobody", async () => {
  const { asked, page } = served(["usr_a", "usr_a"], 500);
  expect((await everybodyNamed("keeper", page)).rows).toHaveLength(1);
  expect(asked).toHaveLength(1);
  const nobody = await everybodyNamed("keeper", () => Promise.resolve({ items: [{ data: {} } as RecordRow], refs, next: "more" }));
  expect([nobody.rows, nobody.more]).toEqual([[], true]);
});

it("stops where more are found than have a place", async () => {
  const { asked, page } = served(Array.from({ length: 5 * PEOPLE_MAX }, (_, n) => `usr_${n}`), 15);
  const { rows, more } = await everybodyNamed("keeper", page);
  expect([rows.length, more, asked.length]).toEqual([30, true, 2]);
});
