// The browser engine for components: loaded once, on first use. Until it is there, callers get `undefined` and show
// what they have.

import { useQuery } from "@tanstack/react-query";
import { loadEngine, type Engine } from "./engine";

export function useEngine(): Engine | undefined {
  return useQuery({ queryKey: ["engine"], queryFn: loadEngine, staleTime: Infinity, gcTime: Infinity }).data;
}
