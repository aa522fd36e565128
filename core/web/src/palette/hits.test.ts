import { describe, expect, it } from "vitest";
import { addressOf, KINDS, pieces } from "./hits";

const shown = (text: string, typed: string) =>
  pieces(text, typed)
    .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
    .join("");

it.each([
  ["办公设备采购申请", "采购", "办公设备[采购]申请"],
  ["Travel and TRAVEL", "travel", "[Travel] and [TRAVEL]"],
  ["采购申请 2026", "2026 采购", "[采购]申请 [2026]"],
  ["ＰＲＪ-12", "prj", "[ＰＲＪ]-12"],
  ["采购申请", '"采购"', "[采购]申请"],
  ["采购申请", "*", "采购申请"],
  ["采购申请", "", "采购申请"],
  ["İstanbul", "stan", "İstanbul"],
  ["上线🎉", "🎉", "上线[🎉]"],
])("%s by %s", (text, typed, expected) => {
  expect(shown(text, typed)).toBe(expected);
});

describe("addresses", () => {
  it("leads every kind somewhere", () => {
    const hit = { id: "x_1", formId: "frm_1", projectId: "prj_1" };
    expect(KINDS.map((kind) => addressOf(kind, hit))).toEqual([
      "/projects/prj_1/items/x_1",
      "/approvals/done/x_1",
      "/forms/frm_1/records/x_1",
      "/projects/x_1",
      "/forms/x_1/records",
      "/people/x_1",
      "/api/v1/files/x_1",
    ]);
  });
});
