// The browser engine for components: loaded once, on first use. Until it is there, callers get `undefined` and show
// what they have.

import { useQuery } from "@tanstack/react-query";
import { loadEngine, type Engine } from "@/engine";

export function useEngine(): Engine | undefined {
  return useQuery({ queryKey: ["engine"], queryFn: loadEngine, staleTime: Infinity, gcTime: Infinity }).data;
}

/** An engine's answer, or the fallback where the call makes no sense to it: a draft may be anything while it is edited. */
export function attempt<T>(ask: () => T, fallback: T): T {
  try {
    return ask();
  } catch {
    return fallback;
  }
}
