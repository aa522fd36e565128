// The lists of the approval centre, as queries. The same list is the same key wherever it is shown.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ok } from "@/api";

export const QUEUE_PAGE_SIZE = 30;

const paging = {
  initialPageParam: "",
  getNextPageParam: (page: { next?: string | null }) => page.next ?? undefined,
};
const asked = (cursor: string, q?: string) => ({ limit: QUEUE_PAGE_SIZE, ...(cursor && { cursor }), ...(q && { q }) });

export function tasksQuery(state: "open" | "done", q = "") {
  return infiniteQueryOptions({
    queryKey: ["tasks", state, q],
    queryFn: ({ pageParam }) => ok(api.GET("/tasks", { params: { query: { state, ...asked(pageParam, q) } } })),
    ...paging,
  });
}

export function startedQuery(q = "") {
  return infiniteQueryOptions({
    queryKey: ["instances", "mine", q],
    queryFn: ({ pageParam }) => ok(api.GET("/instances", { params: { query: { scope: "mine" as const, ...asked(pageParam, q) } } })),
    ...paging,
  });
}

export const copiesQuery = infiniteQueryOptions({
  queryKey: ["copies"],
  queryFn: ({ pageParam }) => ok(api.GET("/copies", { params: { query: asked(pageParam) } })),
  ...paging,
});

/** The first few copies that were not read. */
export function unreadCopiesQuery(limit: number) {
  return queryOptions({
    queryKey: ["copies", "unread", limit],
    queryFn: () => ok(api.GET("/copies", { params: { query: { unread: true, limit } } })),
  });
}

export const draftsQuery = infiniteQueryOptions({
  queryKey: ["drafts"],
  queryFn: ({ pageParam }) => ok(api.GET("/drafts", { params: { query: asked(pageParam) } })),
  ...paging,
});

export function instanceQuery(id: string) {
  return queryOptions({
    queryKey: ["instance", id],
    queryFn: () => ok(api.GET("/instances/{id}", { params: { path: { id } } })),
  });
}

export function taskQuery(id: string) {
  return queryOptions({
    queryKey: ["task", id],
    queryFn: () => ok(api.GET("/tasks/{id}", { params: { path: { id } } })),
  });
}
