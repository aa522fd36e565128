// The views that people keep of a list.

import { queryOptions } from "@tanstack/react-query";
import { api, ifMatch, ok, once, type Schemas } from "@/api";
import type { ViewPlace } from "./place";

export type SavedView = Schemas["SavedView"];
export type ViewsOf = Pick<ViewPlace, "kind" | "id">;

const PATHS = { form: "/forms/{id}/views", project: "/projects/{id}/views" } as const;

export const viewsQuery = ({ kind, id }: ViewsOf) =>
  queryOptions({
    queryKey: ["views", id],
    queryFn: async () => (await ok(api.GET(PATHS[kind], { params: { path: { id } } }))).items,
  });

export function createView({ kind, id }: ViewsOf, view: Schemas["CreateSavedView"], key: string) {
  return ok(api.POST(PATHS[kind], { params: { path: { id }, header: once(key) }, body: view }));
}

export function updateView({ id, rev }: Pick<SavedView, "id" | "rev">, change: Partial<Schemas["UpdateSavedView"]>) {
  return ok(api.PATCH("/views/{id}", { params: { path: { id }, header: ifMatch(rev) }, body: change as Schemas["UpdateSavedView"] }));
}

export async function deleteView(id: string) {
  await api.DELETE("/views/{id}", { params: { path: { id } } });
}
