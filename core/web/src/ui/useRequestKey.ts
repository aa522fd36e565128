// The idempotency key of a creation: the same for as long as the same thing is sent, so that a repeated try after a
// lost answer creates nothing twice; another one as soon as the content differs.
import { useCallback, useRef } from "react";
import { newId } from "@/api";

export function useRequestKey(): (body: unknown) => string {
  const last = useRef<{ body: string; key: string }>(undefined);
  return useCallback((body) => {
    const text = JSON.stringify(body);
    if (last.current?.body !== text) last.current = { body: text, key: newId() };
    return last.current.key;
  }, []);
}
