/**
 * The draft on the server: loaded once, saved a moment after each change with the revision it was based on. When
 * somebody else saved in between, nothing is overwritten until the person says whose draft counts.
 */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { ApiProblem, api, ifMatch, isProblem, ok, type ProblemItem, type Schemas } from "@/api";
import type { FlowDefinition } from "./model/definition";

const SAVE_AFTER_MS = 800;
const RETRY_AFTER_MS = 5_000;

export type SaveState =
  | { kind: "saved"; at: string }
  | { kind: "dirty" | "saving" | "failed" }
  | { kind: "refused"; error: ApiProblem }
  | { kind: "conflict"; theirs: Schemas["FlowDraft"] };

export interface ServerFindings {
  /** What the server was asked about; findings of nodes that changed since are stale. */
  definition: FlowDefinition;
  issues: ProblemItem[];
}

export interface Draft {
  save: SaveState;
  baseVersion: number | undefined;
  findings: ServerFindings;
  /** Saves what is not saved yet; resolves to whether everything is. */
  flush: () => Promise<boolean>;
  /** The revision that was saved last. */
  rev: () => number;
  resolve: (whose: "theirs" | "mine") => void;
}

export function draftQuery(key: string) {
  return {
    queryKey: ["flowDraft", key],
    queryFn: () => ok(api.GET("/flows/{key}/draft", { params: { path: { key } } })),
    staleTime: Infinity,
    gcTime: 0,
  };
}

export function versionQuery(key: string, version: number) {
  return {
    queryKey: ["flow", key, "versions", version],
    queryFn: () => ok(api.GET("/flows/{key}/versions/{version}", { params: { path: { key, version } } })),
    staleTime: Infinity,
  };
}

export function useFlowDraft(key: string) {
  return useQuery(draftQuery(key));
}

export function useAutosave(key: string, loaded: Schemas["FlowDraft"], definition: FlowDefinition, onTheirs: (definition: FlowDefinition) => void): Draft {
  const client = useQueryClient();
  const known = useRef(loaded);
  const [saved, setSaved] = useState(() => definition);
  const [server, setServer] = useState<ServerFindings>(() => ({ definition, issues: loaded.issues }));
  const [save, setSave] = useState<SaveState>({ kind: "saved", at: loaded.updatedAt });
  const latest = useRef(definition);
  latest.current = definition;
  const savedRef = useRef(saved);
  savedRef.current = saved;
  const running = useRef<Promise<boolean> | null>(null);

  const accept = useCallback(
    (draft: Schemas["FlowDraft"], about: FlowDefinition) => {
      known.current = draft;
      savedRef.current = about;
      setSaved(about);
      setServer({ definition: about, issues: draft.issues });
      client.setQueryData(draftQuery(key).queryKey, draft);
    },
    [client, key],
  );

  /** Saves what stands now; resolves to whether that is saved. */
  const put = useCallback(async (): Promise<boolean> => {
    const sent = latest.current;
    if (sent === savedRef.current) return true;
    setSave({ kind: "saving" });
    try {
      const draft = await ok(
        api.PUT("/flows/{key}/draft", {
          params: { path: { key }, header: ifMatch(known.current.rev) },
          body: { definition: sent as unknown as Schemas["FlowDefinition"] },
        }),
      );
      accept(draft, sent);
      setSave({ kind: "saved", at: draft.updatedAt });
      return true;
    } catch (error) {
      if (isProblem(error) && error.status === 412) {
        const theirs = await ok(api.GET("/flows/{key}/draft", { params: { path: { key } } })).catch(() => null);
        setSave(theirs ? { kind: "conflict", theirs } : { kind: "failed" });
      } else if (isProblem(error) && error.status >= 400 && error.status < 500 && error.status !== 429) {
        setSave({ kind: "refused", error });
      } else {
        setSave({ kind: "failed" });
      }
      return false;
    }
  }, [key, accept]);

  const flush = useCallback(async (): Promise<boolean> => {
    // What is changed while a save is under way goes with the next one.
    while (latest.current !== savedRef.current) {
      running.current ??= put().finally(() => {
        running.current = null;
      });
      if (!(await running.current)) return false;
    }
    return true;
  }, [put]);

  // A newer draft from the server (published, rolled back, saved elsewhere) is taken over while nothing is unsaved.
  useEffect(() => {
    if (loaded.rev === known.current.rev && loaded.baseVersion === known.current.baseVersion) return;
    // Read before our last save was answered: older than what stands here.
    if (loaded.rev < known.current.rev) return;
    if (running.current || latest.current !== savedRef.current) return;
    const theirs = loaded.definition as unknown as FlowDefinition;
    const same = JSON.stringify(theirs) === JSON.stringify(latest.current);
    accept(loaded, same ? latest.current : theirs);
    setSave({ kind: "saved", at: loaded.updatedAt });
    if (!same) onTheirs(theirs);
  }, [loaded, accept, onTheirs]);

  const dirty = definition !== saved;
  const blocked = save.kind === "conflict";
  useEffect(() => {
    if (blocked) return undefined;
    if (!dirty) {
      // Taken back before it was saved: there is nothing to save any more.
      setSave((state) => (state.kind === "dirty" ? { kind: "saved", at: known.current.updatedAt } : state));
      return undefined;
    }
    setSave((state) => (state.kind === "saved" || state.kind === "refused" ? { kind: "dirty" } : state));
    const timer = setTimeout(() => void flush(), SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [definition, dirty, blocked, flush]);

  const failed = save.kind === "failed";
  useEffect(() => {
    if (!failed) return undefined;
    const timer = setInterval(() => void flush(), RETRY_AFTER_MS);
    return () => clearInterval(timer);
  }, [failed, flush]);

  useEffect(() => {
    if (!dirty) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [dirty]);

  // Leaving the page within the app saves at once what the timer would have saved.
  const flushRef = useRef(flush);
  flushRef.current = flush;
  useEffect(() => () => void flushRef.current(), []);

  const resolve = useCallback(
    (whose: "theirs" | "mine") => {
      if (save.kind !== "conflict") return;
      if (whose === "theirs") {
        const definition = save.theirs.definition as unknown as FlowDefinition;
        accept(save.theirs, definition);
        setSave({ kind: "saved", at: save.theirs.updatedAt });
        onTheirs(definition);
      } else {
        known.current = save.theirs;
        setSave({ kind: "dirty" });
        void flush();
      }
    },
    [save, accept, onTheirs, flush],
  );

  return { save, baseVersion: loaded.baseVersion ?? undefined, findings: server, flush, rev: () => known.current.rev, resolve };
}
