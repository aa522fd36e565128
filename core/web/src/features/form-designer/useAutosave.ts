// Keeps the draft on the server up to date while it is being edited. One save at a time; what changes meanwhile goes
// with the next. A draft that someone else changed stops saving until a person decides which one stays.

import { useCallback, useEffect, useRef, useState } from "react";
import { isProblem } from "@/api";
import type { FormIssue, FormSchema } from "@/form";
import { type FormDraft, saveDraft } from "./queries";

/** Long enough to finish a word, short enough to trust. */
const PAUSE_MS = 800;
/** After a save that failed to reach the server. */
const RETRY_MS = 5_000;
const STALE = 412;

export type SaveState = "saved" | "dirty" | "saving" | "failed" | "conflict";

export function useAutosave(id: string, draft: FormDraft, schema: FormSchema) {
  const [state, setState] = useState<SaveState>("saved");
  const [failures, setFailures] = useState(0);
  const [savedAt, setSavedAt] = useState(draft.updatedAt);
  const [issues, setIssues] = useState<FormIssue[]>(draft.issues);
  /** As the server wrote it down: comparable with what it published. */
  const [onServer, setOnServer] = useState(draft.schema);
  const rev = useRef(draft.rev);
  const stored = useRef(draft.schema);
  const latest = useRef(schema);
  const busy = useRef<Promise<boolean> | null>(null);
  const stopped = useRef(false);
  latest.current = schema;

  /** Saves what is not saved yet; tells whether everything is now. */
  const flush = useCallback(async (): Promise<boolean> => {
    // Two may wait for the same save: only the first of them sends the next one, or its state would be stale.
    while (busy.current) await busy.current;
    if (stored.current === latest.current) return true;
    if (stopped.current) return false;
    const run = async () => {
      const sent = latest.current;
      setState("saving");
      try {
        const next = await saveDraft(id, rev.current, sent);
        rev.current = next.rev;
        stored.current = sent;
        setSavedAt(next.updatedAt);
        setIssues(next.issues);
        setOnServer(next.schema);
        setState(latest.current === sent ? "saved" : "dirty");
        return true;
      } catch (error) {
        stopped.current = isProblem(error) && error.status === STALE;
        setState(stopped.current ? "conflict" : "failed");
        setFailures((count) => count + 1);
        return false;
      }
    };
    // What is changed while a save is under way goes with the next one.
    do {
      busy.current = run().finally(() => {
        busy.current = null;
      });
      if (!(await busy.current)) return false;
    } while (stored.current !== latest.current);
    return true;
  }, [id]);

  useEffect(() => {
    if (stopped.current) return;
    if (stored.current === schema) {
      // Taken back before it was saved: there is nothing to save any more.
      setState((old) => (old === "dirty" || old === "failed" ? "saved" : old));
      return;
    }
    setState((old) => (old === "saving" ? old : "dirty"));
    const timer = setTimeout(() => void flush(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [schema, flush]);

  useEffect(() => {
    if (state !== "failed" && state !== "dirty") return;
    const timer = setTimeout(() => void flush(), RETRY_MS);
    return () => clearTimeout(timer);
  }, [state, failures, flush]);

  /** Goes on from a draft of the server's: `shown` next as it is, the `same` as what was stored, or to be overwritten by
   * `mine`. */
  const adopt = useCallback((next: FormDraft, how: "shown" | "same" | "mine") => {
    rev.current = next.rev;
    // What was typed since the same was stored is still to be saved.
    if (how !== "same") stored.current = next.schema;
    stopped.current = false;
    setIssues(next.issues);
    setOnServer(next.schema);
    setSavedAt(next.updatedAt);
    setState(how === "mine" || (how === "same" && stored.current !== latest.current) ? "dirty" : "saved");
  }, []);
  /** The state of the draft on the server, as far as is known here. */
  const known = useCallback(() => rev.current, []);
  return { state, savedAt, issues, onServer, flush, adopt, rev: known };
}
