// What the designer asks of the server. The schema types of `@/form` and of the API describe the same JSON.

import { queryOptions } from "@tanstack/react-query";
import { api, ifMatch, ok, type Schemas } from "@/api";
import type { FormSchema } from "@/form";

export type FormDraft = Omit<Schemas["FormDraft"], "schema"> & { schema: FormSchema };

/** The form as its designer needs it: one that was never published has no schema yet. */
export type DesignedForm = Schemas["FormSummary"] & { schema?: Schemas["FormSchema"] };

export const formQuery = (id: string) =>
  queryOptions({
    queryKey: ["form", id, "design"],
    queryFn: async (): Promise<DesignedForm> => {
      const forms = await ok(api.GET("/forms", { params: { query: { design: true } } }));
      const form = forms.items.find((candidate) => candidate.id === id);
      // Asked for by its id where it has been published, and where it is unknown, for the server to say so.
      return form && form.version == null ? form : ok(api.GET("/forms/{id}", { params: { path: { id } } }));
    },
  });

/** The draft to start from. The designer holds it while it is open: a newer one is met as a conflict when saving, and
 * never slipped in under one's hands, so the key is one that live changes leave alone. */
export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ["designer", "form", id],
    queryFn: async () => (await ok(api.GET("/forms/{id}/draft", { params: { path: { id } } }))) as FormDraft,
    staleTime: Infinity,
    gcTime: 0,
  });

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ["forms", id, "versions"],
    queryFn: () => ok(api.GET("/forms/{id}/versions", { params: { path: { id } } })),
  });

export const versionQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ["forms", id, "versions", version],
    queryFn: () => ok(api.GET("/forms/{id}/versions/{version}", { params: { path: { id, version } } })),
    staleTime: Infinity,
  });

export const diffQuery = (id: string, rev: number) =>
  queryOptions({
    queryKey: ["forms", id, "diff", rev],
    queryFn: () => ok(api.GET("/forms/{id}/draft/diff", { params: { path: { id } } })),
  });

export async function saveDraft(id: string, rev: number, schema: FormSchema): Promise<FormDraft> {
  const body = { schema: schema as Schemas["FormSchema"] };
  return (await ok(api.PUT("/forms/{id}/draft", { params: { path: { id }, header: ifMatch(rev) }, body }))) as FormDraft;
}

export function publish(id: string, note: string) {
  return ok(api.POST("/forms/{id}/publish", { params: { path: { id } }, body: note ? { note } : {} }));
}

export async function rollback(id: string, rev: number, version: number): Promise<FormDraft> {
  return (await ok(
    api.POST("/forms/{id}/rollback", { params: { path: { id }, header: ifMatch(rev) }, body: { version } }),
  )) as FormDraft;
}
