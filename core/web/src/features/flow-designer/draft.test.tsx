import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Schemas } from "@/api";
import { type Asked, serve } from "../../../tests/server";
import { useAutosave } from "./draft";
import type { FlowDefinition } from "./model/definition";

const named = (name: string): FlowDefinition => ({ name: { "zh-CN": name }, nodes: [], edges: [] });
const draftOf = (definition: FlowDefinition, rev: number): Schemas["FlowDraft"] => ({
  definition: definition as unknown as Schemas["FlowDefinition"],
  rev,
  baseVersion: 1,
  updatedAt: "2026-11-21T10:42:00Z",
  updatedBy: { id: "usr_1", login: "lq", name: "李强" },
  issues: [],
});
const SLOW_MS = 3_000;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A server that takes its time over each save. */
function slowly(): Asked[] {
  let rev = 7;
  return serve({
    "PUT /flows/leave/draft": async (body) => {
      await new Promise((done) => setTimeout(done, SLOW_MS));
      rev += 1;
      return draftOf((body as { definition: FlowDefinition }).definition, rev);
    },
  });
}

function edited(start: FlowDefinition) {
  const onTheirs = vi.fn();
  const client = new QueryClient();
  const hook = renderHook(({ definition, loaded }) => useAutosave("leave", loaded, definition, onTheirs), {
    initialProps: { definition: start, loaded: draftOf(start, 7) },
    wrapper: ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>,
  });
  return { ...hook, onTheirs };
}

it("a flush during a save waits for it, saves what was changed meanwhile, and tells that all is saved", async () => {
  const asked = slowly();
  const start = named("一");
  const { result, rerender } = edited(start);
  const loaded = draftOf(start, 7);
  rerender({ definition: named("二"), loaded });
  await act(() => vi.advanceTimersByTimeAsync(1_000));
  expect(result.current.save.kind).toBe("saving");
  rerender({ definition: named("三"), loaded });
  const flushed = result.current.flush();
  await act(() => vi.advanceTimersByTimeAsync(3 * SLOW_MS));
  expect(await flushed).toBe(true);
  expect(asked.map(({ headers }) => headers.get("If-Match"))).toEqual(['"7"', '"8"']);
});

it("a draft that was read before the last save does not take the place of what was saved", async () => {
  slowly();
  const start = named("一");
  const definition = named("二");
  const { result, rerender, onTheirs } = edited(start);
  rerender({ definition, loaded: draftOf(start, 7) });
  await act(() => vi.advanceTimersByTimeAsync(2 * SLOW_MS));
  expect(result.current.rev()).toBe(8);
  rerender({ definition, loaded: draftOf(start, 6) });
  expect(onTheirs).not.toHaveBeenCalled();
  expect(result.current.rev()).toBe(8);
  rerender({ definition, loaded: draftOf(named("他人"), 9) });
  expect(result.current.rev()).toBe(9);
});
