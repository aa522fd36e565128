// What the workbench asks of the server. The first part of each key is what live changes refresh.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ifMatch, ok } from "@/api";
import type { Press, WorkItem } from "./entries";

/** Rows of one page of each kind. */
const PAGE_ROWS = 50;

export const workQuery = (press?: Press) =>
  infiniteQueryOptions({
    queryKey: ["myWork", press],
    queryFn: ({ pageParam }) =>
      ok(api.GET("/me/work", { params: { query: { limit: PAGE_ROWS, ...(press && { press }), ...(pageParam && { cursor: pageParam }) } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const mentionsQuery = infiniteQueryOptions({
  queryKey: ["notifications", "mentions"],
  queryFn: ({ pageParam }) =>
    ok(
      api.GET("/notifications", {
        params: { query: { unread: true, event: "mentioned", limit: PAGE_ROWS, ...(pageParam && { cursor: pageParam }) } },
      }),
    ),
  initialPageParam: "",
  getNextPageParam: (page) => page.next ?? undefined,
});

export const deadlinesQuery = queryOptions({ queryKey: ["deadlines"], queryFn: () => ok(api.GET("/me/deadlines")) });

/** What shows work items, here and in the projects. */
const SHOWS_ITEMS = ["myWork", "deadlines", "counts", "workItems", "workItem", "board", "project", "projects"];

/** Moves an item to its status that means done. Somebody who changed it meanwhile is not overwritten. */
export async function finishItem(item: WorkItem): Promise<string[]> {
  const params = { path: { id: item.id }, header: ifMatch(item.rev) };
  // What is left out of a change stays; the generated type names everything that has a default as required.
  await ok(api.PATCH("/work-items/{id}", { params, body: { status: item.finish } as never }));
  return SHOWS_ITEMS;
}
