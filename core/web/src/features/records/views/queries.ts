// The views that people keep of a form's records.

import { queryOptions } from "@tanstack/react-query";
import { api, ifMatch, ok, once, type Schemas } from "@/api";

export type SavedView = Schemas["SavedView"];

export const viewsQuery = (formId: string) =>
  queryOptions({
    queryKey: ["views", formId],
    queryFn: async () => (await ok(api.GET("/forms/{id}/views", { params: { path: { id: formId } } }))).items,
  });

export function createView(formId: string, view: Schemas["CreateSavedView"], key: string) {
  return ok(api.POST("/forms/{id}/views", { params: { path: { id: formId }, header: once(key) }, body: view }));
}

export function updateView({ id, rev }: Pick<SavedView, "id" | "rev">, change: Partial<Schemas["UpdateSavedView"]>) {
  return ok(api.PATCH("/views/{id}", { params: { path: { id }, header: ifMatch(rev) }, body: change as Schemas["UpdateSavedView"] }));
}

export async function deleteView(id: string) {
  await api.DELETE("/views/{id}", { params: { path: { id } } });
}
