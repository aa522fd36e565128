import { expect, it, vi } from "vitest";
import { ApiProblem } from "@/api";
import { PORTION, run, type Send } from "./run";

const words = { noAnswer: "no answer", unknown: "unknown" };
const ids = Array.from({ length: PORTION + 3 }, (_, at) => `rec_${at}`);

it("goes through all portions and tells how each record went", async () => {
  const send = vi.fn<Send>(async (some) =>
    some.map((id) => (id === "rec_2" ? { id, ok: false, problem: { code: "x", status: 422, title: "Wrong", errors: [{ field: "a", code: "x", message: "Too long." }] } as never } : { id, ok: true })),
  );
  const steps: number[] = [];
  const { done, failed } = await run(ids, send, words, (at) => steps.push(at));
  expect(done).toHaveLength(ids.length - 1);
  expect(failed).toEqual([{ id: "rec_2", message: "Too long." }]);
  expect(steps).toEqual([PORTION, PORTION + 3]);
});

it("repeats a lost portion under the same key, and goes on when it stays lost", async () => {
  const keys: string[] = [];
  const send: Send = async (some, key) => {
    keys.push(key);
    if (some[0] === "rec_0") throw new ApiProblem({ status: 0, code: "network" });
    return some.map((id) => ({ id, ok: true }));
  };
  const { done, failed } = await run(ids, send, words, () => {});
  expect(keys).toHaveLength(3);
  expect(keys[0]).toBe(keys[1]);
  expect(failed.map((one) => one.message)).toEqual(Array(PORTION).fill("no answer"));
  expect(done).toEqual(ids.slice(PORTION));
});

it("tells a refusal of the whole portion for each of its records", async () => {
  const send: Send = () => Promise.reject(new ApiProblem({ status: 403, code: "denied", title: "You may not." }));
  expect((await run(["rec_1"], send, words, () => {})).failed).toEqual([{ id: "rec_1", message: "You may not." }]);
});
