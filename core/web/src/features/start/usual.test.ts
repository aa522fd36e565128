import { expect, it } from "vitest";
import { usualFlows } from "./usual";

const flows = ["a", "b", "c", "d", "e"].map((key) => ({ key }));
const started = ["c", "b", "c", "gone"].map((flowKey) => ({ flowKey }));

it("puts what is started most first", () => {
  expect(usualFlows(flows, started).map((flow) => flow.key)).toEqual(["c", "b"]);
});

it("groups nothing when a few flows are all there are", () => {
  expect(usualFlows(flows.slice(0, 4), started)).toEqual([]);
});
