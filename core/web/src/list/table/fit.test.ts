import { expect, it } from "vitest";
import { fitted } from "./fit";

const columns = [
  { key: "$title", width: 260 },
  { key: "amount", width: 140 },
  { key: "made", width: 140, fixed: true },
];
const sum = (widths: Record<string, number>) => Object.values(widths).reduce((one, other) => one + other, 0);

it("leaves columns that fit as they are", () => {
  expect(fitted(columns, 540)).toEqual({ $title: 260, amount: 140, made: 140 });
});

it("lets columns give way by their width, but none that somebody made so", () => {
  const widths = fitted(columns, 480);
  expect(sum(widths)).toBeLessThanOrEqual(480);
  expect(sum(widths)).toBeGreaterThan(477);
  expect(widths["made"]).toBe(140);
  expect(260 - (widths["$title"] ?? 0)).toBeGreaterThan(140 - (widths["amount"] ?? 0));
});

it("narrows nothing where that would not be enough, nor before the room is known", () => {
  const whole = { $title: 260, amount: 140, made: 140 };
  expect(fitted(columns, 400)).toEqual(whole);
  expect(fitted(columns, 0)).toEqual(whole);
});
