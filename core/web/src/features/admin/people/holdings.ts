/** What the server says hangs on a person. */
import { queryOptions } from "@tanstack/react-query";
import { api, ok } from "@/api";

export const holdingsQuery = (id: string) =>
  queryOptions({
    queryKey: ["people", "holdings", id],
    queryFn: () => ok(api.GET("/people/{id}/hand-over", { params: { path: { id } } })),
    retry: false,
  });
