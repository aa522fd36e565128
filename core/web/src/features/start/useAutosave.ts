// Saves what is typed as a draft on the server, a moment after the last change, and once more when the page is left.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { api, ifMatch, isProblem, ok, type Schemas } from "@/api";

const REST_MS = 1200;

export type SaveState = "clean" | "pending" | "saving" | "saved" | "failed" | "conflict";

interface Autosave {
  state: SaveState;
  savedAt: string | undefined;
  draftId: string | undefined;
  /** No more saving: it was submitted or thrown away. Resolves once a running save has ended. */
  stop: () => Promise<string | undefined>;
  /** Saving goes on: the submission was refused. */
  resume: () => void;
}

type Content = Schemas["SaveDraft"];

export function useAutosave(content: Content, dirty: boolean, opened: Schemas["Draft"] | undefined): Autosave {
  const client = useQueryClient();
  const [state, setState] = useState<SaveState>("clean");
  const [saved, setSaved] = useState(opened ? { id: opened.id, rev: opened.rev, at: opened.updatedAt } : undefined);
  const draft = useRef(saved);
  const latest = useRef(content);
  const written = useRef("");
  const running = useRef<Promise<void>>(undefined);
  const stopped = useRef(false);
  latest.current = content;

  const save = useCallback(
    async (keepalive = false) => {
      const body = latest.current;
      const text = JSON.stringify(body);
      if (stopped.current || text === written.current) return;
      setState("saving");
      try {
        const known = draft.current;
        const next = known
          ? await ok(api.PUT("/drafts/{id}", { params: { path: { id: known.id }, header: ifMatch(known.rev) }, body, keepalive }))
          : await ok(api.POST("/drafts", { body, keepalive }));
        draft.current = { id: next.id, rev: next.rev, at: next.updatedAt };
        written.current = text;
        setSaved(draft.current);
        setState("saved");
        if (!known) void client.invalidateQueries({ queryKey: ["counts"] });
        void client.invalidateQueries({ queryKey: ["drafts"] });
      } catch (error) {
        const conflict = isProblem(error) && error.status === 412;
        // Whoever saved last meanwhile is not overwritten, not even on the way out.
        if (conflict) stopped.current = true;
        setState(conflict ? "conflict" : "failed");
      }
    },
    [client],
  );
  const queue = useCallback(
    (keepalive = false) => {
      running.current = (running.current ?? Promise.resolve()).then(() => save(keepalive));
      return running.current;
    },
    [save],
  );

  const signature = JSON.stringify(content);
  useEffect(() => {
    if (!dirty || stopped.current || signature === written.current) return undefined;
    setState("pending");
    const timer = setTimeout(() => void queue(), REST_MS);
    return () => clearTimeout(timer);
  }, [signature, dirty, queue]);

  const dirtyNow = useRef(dirty);
  dirtyNow.current = dirty;
  useEffect(() => {
    const leave = () => {
      if (dirtyNow.current) void queue(true);
    };
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [queue]);

  const stop = useCallback(async () => {
    stopped.current = true;
    await running.current;
    return draft.current?.id;
  }, []);

  const resume = useCallback(() => {
    stopped.current = false;
  }, []);

  return { state, savedAt: saved?.at, draftId: saved?.id, stop, resume };
}
