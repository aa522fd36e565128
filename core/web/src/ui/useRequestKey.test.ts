import { renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { useRequestKey } from "./useRequestKey";

it("keeps its key for the same content and changes it with the content", () => {
  const { result } = renderHook(useRequestKey);
  const first = result.current({ data: { amount: "1" } });
  expect(result.current({ data: { amount: "1" } })).toBe(first);
  expect(result.current({ data: { amount: "2" } })).not.toBe(first);
});
