import { describe, expect, it } from "vitest";
import { GROUPS_MAX, groupsBy } from "./groups";
import { nextLimit, upTo } from "./upTo";

const values = [
  { value: "low", label: "Low" },
  { value: "high", label: "High" },
];

describe("the groups of a list", () => {
  it("take every row once: each value, the others, those without one", () => {
    expect(groupsBy("risk", values, { none: "Empty", others: "Others" }).map(({ label, leaves }) => [label, leaves])).toEqual([
      ["Low", [{ field: "risk", op: "eq", value: "low" }]],
      ["High", [{ field: "risk", op: "eq", value: "high" }]],
      [
        "Others",
        [
          { field: "risk", op: "notIn", value: ["low", "high"] },
          { field: "risk", op: "notEmpty" },
        ],
      ],
      ["Empty", [{ field: "risk", op: "empty" }]],
    ]);
  });

  it("are not too many: the rest is among the others", () => {
    const many = Array.from({ length: GROUPS_MAX + 5 }, (_, n) => ({ value: `v${n}`, label: `${n}` }));
    const groups = groupsBy("risk", many, { others: "Others" });
    expect(groups).toHaveLength(GROUPS_MAX + 1);
    expect((groups.at(-1)?.leaves[0]?.value as string[]).length).toBe(GROUPS_MAX);
  });

  it("ask for no empty list of values", () => {
    expect(groupsBy("who", [], { others: "Others" })).toEqual([{ id: "others", label: "Others", leaves: [{ field: "who", op: "notEmpty" }] }]);
  });
});

describe("the rows of a group", () => {
  const refs = { people: {}, departments: {}, records: {}, files: {} };
  const served = (count: number) => {
    const asked: object[] = [];
    const page = (query: { limit: number; cursor?: string }) => {
      asked.push(query);
      const from = Number(query.cursor ?? 0);
      const items = Array.from({ length: Math.min(query.limit, count - from) }, (_, n) => from + n);
      const end = from + items.length;
      return Promise.resolve({ items, refs, total: query.cursor ? null : count, next: end < count ? String(end) : null });
    };
    return { asked, page };
  };

  it("come in pages as large as the server gives, counted once", async () => {
    const { asked, page } = served(1200);
    const answer = await upTo(1000, page);
    expect([answer.items.length, answer.total, answer.next]).toEqual([1000, 1200, "1000"]);
    expect(asked).toEqual([
      { limit: 500, total: true },
      { limit: 500, cursor: "500" },
    ]);
  });

  it("grow until nothing is left", async () => {
    const { page } = served(60);
    expect((await upTo(50, page)).next).toBe("50");
    expect((await upTo(nextLimit(50), page)).next).toBeNull();
    expect([nextLimit(50), nextLimit(200), nextLimit(500), nextLimit(1000)]).toEqual([200, 500, 1000, 1500]);
  });
});
