// The links of a form, as those who design forms keep them.

import { queryOptions } from "@tanstack/react-query";
import { api, ifMatch, ok, once, type Schemas } from "@/api";

export type FormLink = Schemas["FormLink"];
export type LinkAudience = Schemas["LinkAudience"];

export const linksQuery = (formId: string) =>
  queryOptions({
    queryKey: ["formLinks", formId],
    queryFn: async () => (await ok(api.GET("/forms/{id}/links", { params: { path: { id: formId } } }))).items,
  });

/** What the form is called, for who designs it: they may not see its records. */
export const formNameQuery = (formId: string) =>
  queryOptions({
    queryKey: ["formLinks", formId, "name"],
    queryFn: async () => (await ok(api.GET("/forms/{id}/draft", { params: { path: { id: formId } } }))).schema.name,
  });

export function createLink(formId: string, link: Schemas["CreateFormLink"], key: string) {
  return ok(api.POST("/forms/{id}/links", { params: { path: { id: formId }, header: once(key) }, body: link }));
}

export function updateLink({ id, rev }: Pick<FormLink, "id" | "rev">, change: Partial<Schemas["UpdateFormLink"]>) {
  return ok(api.PATCH("/form-links/{id}", { params: { path: { id }, header: ifMatch(rev) }, body: change as Schemas["UpdateFormLink"] }));
}

export function takeOverLink({ id, rev }: Pick<FormLink, "id" | "rev">) {
  return ok(api.POST("/form-links/{id}/take-over", { params: { path: { id }, header: ifMatch(rev) } }));
}

export async function deleteLink(id: string) {
  await api.DELETE("/form-links/{id}", { params: { path: { id } } });
}
