/** What the studio lists. The same keys as elsewhere, so that live changes reach it. */
import { queryOptions } from "@tanstack/react-query";
import { api, ok } from "@/api";

/** A tenant's forms and flows are dozens, not thousands; the page shows them at once and filters in the browser. */
const ITEMS_MAX = 500;

export const formsQuery = queryOptions({
  queryKey: ["forms", "design"],
  queryFn: () => ok(api.GET("/forms", { params: { query: { design: true, limit: ITEMS_MAX } } })),
});
export const flowsQuery = queryOptions({
  queryKey: ["flows", "design"],
  queryFn: () => ok(api.GET("/flows", { params: { query: { design: true, limit: ITEMS_MAX } } })),
});
export const templatesQuery = queryOptions({
  queryKey: ["templates"],
  queryFn: () => ok(api.GET("/templates")),
});
