// The compiled engine through its own loader code. Skipped where it was not built: `cargo xtask` builds it first.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FormSchema } from "@/form/schema";
import { caller } from "./call";
import { engineOver } from "./engine";

const path = join(import.meta.dirname, "engine.wasm");

describe.skipIf(!existsSync(path))("the engine", () => {
  const engine = () => engineOver(caller(new WebAssembly.Module(readFileSync(path))), () => new Date(2026, 10, 21, 9, 30));

  function order(): FormSchema {
    const formula = engine().parseFormula("IF({budget} > 500000, \"大额\", \"一般\")", "zh-CN").expr;
    return {
      name: { "zh-CN": "采购" },
      fields: [
        { key: "budget", label: { "zh-CN": "预算" }, type: "money", currency: "CNY", required: true },
        { key: "day", label: { "zh-CN": "日期" }, type: "date", default: "$today" },
        { key: "size", label: { "zh-CN": "规模" }, type: "formula", result: "text", formula },
      ],
    };
  }

  it("decides exactly at the cent (R30)", () => {
    const size = (budget: string) => engine().evaluateForm(order(), { budget }, {}, {}).data["size"];
    expect(size("500000.00")).toBe("一般");
    expect(size("500000.01")).toBe("大额");
  });

  it("says what is missing in the reader's language", () => {
    const told = (locale: string) => engine().validateForm(order(), {}, {}, {}, locale).map((i) => [i.field, i.message]);
    expect(told("zh-CN")).toEqual([["budget", "请填写此项。"]]);
    expect(told("en")).toEqual([["budget", "Fill in this field."]]);
  });

  it("starts a record from its defaults, with today from the browser", () => {
    expect(engine().initialForm(order(), {})).toEqual({ day: "2026-11-21" });
  });

  it("places findings in formula text", () => {
    const read = engine().checkFormula("1 + LEN({budget})", order(), "en");
    expect(read.issues.map((i) => [i.from, i.to])).toEqual([[8, 16]]);
  });

  it("carries large replies over grown memory", () => {
    const text = "长".repeat(100_000);
    const state = engine().evaluateForm(
      { name: {}, fields: [{ key: "note", label: {}, type: "longText" }] },
      { note: text },
      {},
      {},
    );
    expect(state.data["note"]).toBe(text);
  });

  it("refuses a call that makes no sense and goes on", () => {
    const one = engine();
    expect(() => one.printFormula({ op: "fly" } as never)).toThrow(/printFormula/);
    expect(one.functions().length).toBeGreaterThan(20);
  });
});
