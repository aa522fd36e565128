/** What the studio lists. The same keys as elsewhere, so that live changes reach it. */
import { queryOptions } from "@tanstack/react-query";
import { api, isProblem, ok } from "@/api";

/** Who designs flows only may still see the forms that they may read, and the other way round. */
async function unlessForbidden<T>(wanted: Promise<T>, instead: () => Promise<T>): Promise<T> {
  try {
    return await wanted;
  } catch (error) {
    if (isProblem(error) && error.status === 403) return instead();
    throw error;
  }
}

export const formsQuery = queryOptions({
  queryKey: ["forms", "design"],
  queryFn: () =>
    unlessForbidden(ok(api.GET("/forms", { params: { query: { design: true } } })), () => ok(api.GET("/forms", { params: { query: {} } }))),
});
export const flowsQuery = queryOptions({
  queryKey: ["flows", "design"],
  queryFn: () =>
    unlessForbidden(ok(api.GET("/flows", { params: { query: { design: true } } })), () => Promise.resolve({ items: [] })),
});
export const templatesQuery = queryOptions({
  queryKey: ["templates"],
  queryFn: () => ok(api.GET("/templates")),
});
