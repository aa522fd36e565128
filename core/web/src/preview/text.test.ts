import { expect, it } from "vitest";
import { decoded } from "./text";

const bytes = (...numbers: number[]) => new Uint8Array(numbers);

it("reads UTF-8, also where it is cut within a character", () => {
  const whole = new TextEncoder().encode("采购");
  expect(decoded(whole, false)).toBe("采购");
  expect(decoded(whole.subarray(0, 5), true)).toBe("采");
});

it("reads GB18030 where it is no UTF-8", () => {
  expect(decoded(bytes(0xb2, 0xc9, 0xb9, 0xba), false)).toBe("采购");
  expect(decoded(bytes(0xb2, 0xc9, 0xb9), true)).toBe("采");
});
