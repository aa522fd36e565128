import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startLive } from "./live";

class FakeSource extends EventTarget {
  static last: FakeSource;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  close = vi.fn();
  constructor() {
    super();
    FakeSource.last = this;
  }
  change(subject: string) {
    this.dispatchEvent(new MessageEvent("change", { data: JSON.stringify({ seq: 1, subject, subjectId: "x", verb: "updated" }) }));
  }
}

let stop: () => void;
let invalidate: ReturnType<typeof vi.spyOn>;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", FakeSource);
  const client = new QueryClient();
  invalidate = vi.spyOn(client, "invalidateQueries");
  stop = startLive(client);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

const invalidated = () => invalidate.mock.calls.map(([filter]: unknown[]) => (filter as { queryKey?: string[] } | undefined)?.queryKey?.[0]);

describe("live updates", () => {
  it("ask anew for what shows the changed subject, once for a burst", () => {
    FakeSource.last.change("task");
    FakeSource.last.change("task");
    expect(invalidated()).toEqual([]);
    vi.advanceTimersByTime(200);
    expect(invalidated()).toEqual(["tasks", "task", "instance", "copies", "counts", "deadlines"]);
  });

  it("leave alone what is not shown", () => {
    FakeSource.last.change("session");
    vi.advanceTimersByTime(200);
    expect(invalidated()).toEqual([]);
  });

  it("ask for everything after a lost connection has healed", () => {
    FakeSource.last.onopen?.();
    expect(invalidated()).toEqual([]);
    FakeSource.last.onerror?.();
    FakeSource.last.onopen?.();
    expect(invalidated()).toEqual([undefined]);
  });
});
