import { afterEach, expect, it } from "vitest";
import { setZone } from "@/ui";
import { named } from "./useNames";

afterEach(() => setZone(undefined));

it("tells names instead of known ids, and instants by the company's clocks", () => {
  setZone("Asia/Shanghai");
  const known = `usr_${"0".repeat(32)}`;
  const other = `frm_${"1".repeat(32)}`;
  expect(named(`${known} ${other} 2026-11-22T03:37:43.760129Z 2026-11-22`, (id) => (id === known ? "李强" : undefined))).toBe(`李强 ${other} 2026-11-22 11:37:43 2026-11-22`);
});
