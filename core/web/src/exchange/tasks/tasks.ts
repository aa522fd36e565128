// Long tasks of the signed-in person as the server tells them: asked again while they run, for only their beginning and
// their end arrive by themselves.

import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, isProblem, ok, type Schemas } from "@/api";

export type Task = Schemas["BackgroundTask"];

/** Often enough that a bar seems to move, seldom enough that nobody else notices. */
const POLL_MS = 1_000;
const PAGE_ROWS = 50;

export function isOpen(task: Pick<Task, "state"> | undefined): boolean {
  return task?.state === "queued" || task?.state === "running";
}

/** From 0 to 100; nothing as long as nobody knows how much there is. */
export function percentOf({ state, done, total }: Pick<Task, "state" | "done" | "total">): number | undefined {
  if (state === "done") return 100;
  if (total == null) return undefined;
  // A task that has not ended never looks as if it had.
  return total === 0 ? 0 : Math.min(Math.floor((done / total) * 100), isOpen({ state }) ? 99 : 100);
}

/** Whether the rows done are rows of the file: an import that brings in all or nothing goes over it twice. */
export function countsRows({ kind, total }: Pick<Task, "kind" | "total">): boolean {
  return kind !== "importRun" && total != null;
}

export const taskQuery = (id: string) =>
  queryOptions({
    queryKey: ["backgroundTask", id],
    queryFn: () => ok(api.GET("/background-tasks/{id}", { params: { path: { id } } })),
    refetchInterval: ({ state }) => (isOpen(state.data) ? POLL_MS : false),
  });

export const tasksQuery = (open: boolean) =>
  infiniteQueryOptions({
    queryKey: ["backgroundTasks", { open }],
    queryFn: ({ pageParam }) =>
      ok(
        api.GET("/background-tasks", {
          params: { query: { limit: PAGE_ROWS, ...(open ? { open } : {}), ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.items.some(isOpen)) ? POLL_MS : false),
  });

/** Asks a task to end. One that has ended meanwhile is shown as it is, which is all that was wanted. */
export function useCancelTask(onError: (error: unknown) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => ok(api.POST("/background-tasks/{id}/cancel", { params: { path: { id } } })),
    onSuccess: (task) => client.setQueryData(taskQuery(task.id).queryKey, task),
    onError: (error) => {
      if (!isProblem(error, "task.ended")) onError(error);
    },
    onSettled: () => Promise.all(["backgroundTask", "backgroundTasks"].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
}
