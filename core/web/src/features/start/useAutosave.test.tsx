import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { refuse, serve } from "../../../tests/server";
import { useAutosave } from "./useAutosave";

const draft = { id: "draft_1", rev: 1, updatedAt: "2026-11-21T08:00:00Z" };
const client = new QueryClient();
const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>;
const content = (title: string) => ({ flowKey: "purchase", data: { title } });

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
});

function start(handlers: Parameters<typeof serve>[0]) {
  const asked = serve(handlers);
  const hook = renderHook(({ title, dirty }) => useAutosave(content(title), dirty, undefined), {
    wrapper,
    initialProps: { title: "", dirty: false },
  });
  const type = async (title: string) => {
    hook.rerender({ title, dirty: true });
    await act(() => vi.advanceTimersByTimeAsync(1500));
  };
  return { asked, hook, type };
}

describe("a draft", () => {
  it("is created with the first change and updated from then on, each time from the state it knows", async () => {
    const { asked, hook, type } = start({
      "POST /drafts": () => draft,
      "PUT /drafts/draft_1": () => ({ ...draft, rev: 2 }),
    });
    await type("a");
    await type("ab");
    expect(asked.map(({ call }) => call)).toEqual(["POST /drafts", "PUT /drafts/draft_1"]);
    expect(asked[1]?.headers.get("If-Match")).toBe('"1"');
    expect(hook.result.current).toMatchObject({ state: "saved", draftId: "draft_1" });
  });

  it("is not saved while nothing was typed", async () => {
    const { asked } = start({});
    await act(() => vi.advanceTimersByTimeAsync(5000));
    expect(asked).toEqual([]);
  });

  it("stops at a conflict instead of overwriting", async () => {
    const { asked, hook, type } = start({ "POST /drafts": () => draft, "PUT /drafts/draft_1": () => refuse(412, { code: "stale" }) });
    await type("a");
    await type("ab");
    await type("abc");
    expect(hook.result.current.state).toBe("conflict");
    expect(asked.filter(({ call }) => call.startsWith("PUT"))).toHaveLength(1);
  });

  it("is saved once more when the page is left early", async () => {
    const { asked, hook } = start({ "POST /drafts": () => draft });
    hook.rerender({ title: "half", dirty: true });
    hook.unmount();
    await vi.advanceTimersByTimeAsync(0);
    expect(asked.map(({ call }) => call)).toEqual(["POST /drafts"]);
  });

  it("is left alone after submission", async () => {
    const { asked, hook, type } = start({ "POST /drafts": () => draft });
    await type("a");
    await act(() => hook.result.current.stop());
    await type("ab");
    expect(asked).toHaveLength(1);
  });
});
