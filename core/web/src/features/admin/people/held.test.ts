import { expect, it } from "vitest";
import type { Schemas } from "@/api";
import { countsOf, handOverAll, held, type Holdings } from "./held";

const project = (leads: boolean, items: number) => ({ id: "prj_1", key: "P", name: "Plant", leads, items });
const nothing: Holdings = { tasks: 0, departments: [], projects: [], links: [] };
const answer = (done: number, left: Partial<Holdings>, failed: string[] = []) =>
  ({ done, left: { ...nothing, ...left }, failed: failed.map((title) => ({ title, problem: { code: "x", title: "No", status: 422 } })) }) as unknown as Schemas["HandOverResult"];

it("counts what is led and what is unfinished apart", () => {
  const counts = countsOf({ tasks: 3, departments: [{ id: "dep_1", name: {} }], projects: [project(true, 2), project(false, 5)], links: [] });
  expect(counts).toEqual({ tasks: 3, departments: 1, projects: 1, workItems: 7 });
  expect([held(counts), held(counts, ["tasks", "projects"])]).toEqual([12, 4]);
});

it("calls until nothing is left of what was asked for", async () => {
  const answers = [answer(200, { tasks: 50 }), answer(50, { projects: [project(false, 9)] })];
  const steps: number[] = [];
  expect(await handOverAll(async () => answers.shift() ?? answer(0, {}), ["tasks"], (n) => steps.push(n))).toEqual({ done: 250, failed: [] });
  expect(steps).toEqual([200, 250]);
});

it("stops when nothing changes hands any more, and tells what the last call could not do", async () => {
  const answers = [answer(1, { tasks: 2 }, ["A", "B"]), answer(1, { tasks: 1 }, ["B"]), answer(0, { tasks: 1 }, ["B"])];
  const { done, failed } = await handOverAll(async () => answers.shift() as Schemas["HandOverResult"], ["tasks"], () => {});
  expect([done, failed.map((one) => one.title)]).toEqual([2, ["B"]]);
});
