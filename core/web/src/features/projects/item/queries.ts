// What is asked of one work item besides itself. Their keys begin as the item's own, so that its live changes refresh them.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ok, type Schemas } from "@/api";
import type { WorkItem } from "../queries";

export type Comment = Schemas["WorkItemComment"];
export type HistoryEntry = Schemas["HistoryEntry"];

const COMMENTS_OF_PAGE = 50;
const ENTRIES_OF_PAGE = 30;
/** Children that are drawn: more is a list. */
export const CHILDREN_SHOWN = 100;

export const commentsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["workItem", id, "comments"],
    queryFn: ({ pageParam }) =>
      ok(
        api.GET("/work-items/{id}/comments", {
          params: { path: { id }, query: { limit: COMMENTS_OF_PAGE, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const historyQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["workItem", id, "history"],
    queryFn: ({ pageParam }) =>
      ok(
        api.GET("/work-items/{id}/history", {
          params: { path: { id }, query: { limit: ENTRIES_OF_PAGE, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const childrenQuery = (projectId: string, id: string) =>
  queryOptions({
    queryKey: ["workItems", projectId, "children", id],
    queryFn: async () => {
      const filter = JSON.stringify({ field: "$parent", op: "eq", value: id });
      const query = { filter, limit: CHILDREN_SHOWN, total: true };
      const page = await ok(api.GET("/projects/{id}/work-items", { params: { path: { id: projectId }, query } }));
      return { items: page.items as WorkItem[], total: page.total ?? page.items.length };
    },
  });

