import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiProblem } from "@/api";
import type { FormSchema } from "@/form";
import type { FormDraft } from "./queries";
import * as queries from "./queries";
import { useAutosave } from "./useAutosave";

const named = (name: string): FormSchema => ({ name: { "zh-CN": name }, fields: [] });
const draftOf = (schema: FormSchema, rev: number): FormDraft => ({
  schema,
  rev,
  updatedAt: "2026-11-21T10:42:00Z",
  updatedBy: { id: "usr_1", login: "lq", name: "李强" },
  issues: [],
});

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const start = draftOf(named("一"), 7);
function edited() {
  return renderHook(({ schema }) => useAutosave("frm_1", start, schema), { initialProps: { schema: start.schema } });
}
const pause = () => act(() => vi.advanceTimersByTimeAsync(1_000));

describe("saving a draft as it changes", () => {
  it("saves once after a pause, against the state it knows, and goes on from the answer", async () => {
    const save = vi
      .spyOn(queries, "saveDraft")
      .mockImplementation((_id, rev, schema) => Promise.resolve(draftOf(schema, rev + 1)));
    const { result, rerender } = edited();
    rerender({ schema: named("二") });
    rerender({ schema: named("三") });
    expect(result.current.state).toBe("dirty");
    await pause();
    expect(save.mock.calls.map(([, rev, s]) => [rev, s.name["zh-CN"]])).toEqual([[7, "三"]]);
    expect(result.current.state).toBe("saved");
    rerender({ schema: named("四") });
    await pause();
    expect(save.mock.lastCall?.[1]).toBe(8);
  });

  it("stops at a draft that someone else changed, until a person chooses", async () => {
    const save = vi.spyOn(queries, "saveDraft").mockRejectedValueOnce(new ApiProblem({ status: 412, code: "stale" }));
    const { result, rerender } = edited();
    rerender({ schema: named("我的") });
    await pause();
    expect(result.current.state).toBe("conflict");
    await pause();
    expect(save).toHaveBeenCalledTimes(1);
    save.mockImplementation((_id, rev, schema) => Promise.resolve(draftOf(schema, rev + 1)));
    act(() => result.current.adopt(draftOf(named("对方的"), 9), "mine"));
    await act(() => vi.advanceTimersByTimeAsync(6_000));
    expect(save.mock.lastCall?.slice(1)).toEqual([9, named("我的")]);
    expect(result.current.state).toBe("saved");
  });

  it("has nothing to save when a change is taken back before it was saved", async () => {
    const save = vi.spyOn(queries, "saveDraft");
    const { result, rerender } = edited();
    rerender({ schema: named("二") });
    expect(result.current.state).toBe("dirty");
    rerender({ schema: start.schema });
    expect(result.current.state).toBe("saved");
    await act(() => vi.advanceTimersByTimeAsync(10_000));
    expect(save).not.toHaveBeenCalled();
  });

  it("still saves what was typed while the published draft was being read again", async () => {
    const save = vi
      .spyOn(queries, "saveDraft")
      .mockImplementation((_id, rev, schema) => Promise.resolve(draftOf(schema, rev + 1)));
    const { result, rerender } = edited();
    rerender({ schema: named("二") });
    act(() => result.current.adopt(draftOf(start.schema, 8), "same"));
    expect(result.current.state).toBe("dirty");
    await pause();
    expect(save.mock.lastCall?.slice(1)).toEqual([8, named("二")]);
  });

  it("tries again when the server was not reached", async () => {
    const save = vi.spyOn(queries, "saveDraft").mockRejectedValueOnce(new ApiProblem({ status: 0, code: "network" }));
    save.mockImplementation((_id, rev, schema) => Promise.resolve(draftOf(schema, rev + 1)));
    save.mockRejectedValueOnce(new ApiProblem({ status: 0, code: "network" }));
    const { result, rerender } = edited();
    rerender({ schema: named("二") });
    await pause();
    expect(result.current.state).toBe("failed");
    for (const state of ["failed", "saved"]) {
      await act(() => vi.advanceTimersByTimeAsync(6_000));
      expect(result.current.state).toBe(state);
    }
  });

  it("saves what was changed during a slow save next, once, for everybody who waits", async () => {
    const save = vi.spyOn(queries, "saveDraft").mockImplementation(async (_id, rev, schema) => {
      await new Promise((done) => setTimeout(done, 3_000));
      return draftOf(schema, rev + 1);
    });
    const { result, rerender } = edited();
    rerender({ schema: named("二") });
    await pause();
    rerender({ schema: named("三") });
    const waiting = [result.current.flush(), result.current.flush()];
    await act(() => vi.advanceTimersByTimeAsync(10_000));
    expect(await Promise.all(waiting)).toEqual([true, true]);
    expect(save.mock.calls.map(([, rev, s]) => [rev, s.name["zh-CN"]])).toEqual([[7, "二"], [8, "三"]]);
  });
});
