// What changes elsewhere appears here: one EventSource for the app. The browser reconnects by itself and sends
// the last position; after a gap that the server could not replay, everything on screen is asked for anew.
import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { API_BASE } from "@/api";
import { queryClient } from "./query";

export type LiveState = "connecting" | "live" | "lost";

interface ChangeEvent {
  seq: number;
  subject: string;
  subjectId: string;
  verb: string;
}

/** Which queries show a subject, by the first part of their key. Others are left alone. */
const QUERIES_BY_SUBJECT: Record<string, string[]> = {
  task: ["tasks", "task", "instance", "copies", "counts", "deadlines"],
  instance: ["instances", "instance", "tasks", "counts", "records"],
  comment: ["instance", "comments", "workItem"],
  draft: ["drafts", "draft", "counts"],
  notification: ["notifications", "counts"],
  record: ["records", "record"],
  form: ["forms", "form", "formDraft", "flows"],
  project: ["projects", "project", "projectTypes", "projectMembers", "board", "myWork", "deadlines", "counts"],
  workItem: ["workItems", "workItem", "board", "project", "projects", "myWork", "deadlines", "counts"],
  flow: ["flows", "flow", "flowDraft"],
  department: ["departments", "people"],
  post: ["posts", "people"],
  user: ["people", "me"],
  role: ["roles", "me"],
  job: ["incidents"],
  feedback: ["feedback"],
  settings: ["settings", "me", "workCalendar"],
  backgroundTask: ["backgroundTask", "backgroundTasks", "import"],
  import: ["import", "imports"],
};

/** Changes come in bursts; one refetch answers a burst. */
const BURST_MS = 150;

let state: LiveState = "connecting";
const listeners = new Set<() => void>();

function setState(next: LiveState) {
  state = next;
  listeners.forEach((listener) => listener());
}

/** Opens the stream; the returned function closes it. */
export function startLive(client: QueryClient = queryClient): () => void {
  const source = new EventSource(`${API_BASE}/events`, { withCredentials: true });
  const pending = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    timer = undefined;
    for (const key of pending) void client.invalidateQueries({ queryKey: [key] });
    pending.clear();
  };

  source.onopen = () => {
    if (state === "lost") void client.invalidateQueries();
    setState("live");
  };
  source.onerror = () => setState("lost");
  source.addEventListener("change", (event: MessageEvent<string>) => {
    const change = JSON.parse(event.data) as ChangeEvent;
    for (const key of QUERIES_BY_SUBJECT[change.subject] ?? []) pending.add(key);
    timer ??= setTimeout(flush, BURST_MS);
  });

  return () => {
    clearTimeout(timer);
    source.close();
    setState("connecting");
  };
}

/** Whether the page is fed with changes. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}
