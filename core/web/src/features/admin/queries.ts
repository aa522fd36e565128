/** What the pages of the administration read. The first part of each key is what live changes refresh. */
import { queryOptions } from "@tanstack/react-query";
import { api, isProblem, ok } from "@/api";

export const departmentsQuery = queryOptions({ queryKey: ["departments"], queryFn: () => ok(api.GET("/departments")) });
export const postsQuery = queryOptions({ queryKey: ["posts"], queryFn: () => ok(api.GET("/posts")) });
export const rolesQuery = queryOptions({ queryKey: ["roles"], queryFn: () => ok(api.GET("/roles")) });
export const permissionsQuery = queryOptions({ queryKey: ["permissions"], queryFn: () => ok(api.GET("/permissions")), staleTime: Infinity });

/** All forms; for who may not design them, those whose records they may see. */
export const formsQuery = queryOptions({
  queryKey: ["forms", "grants"],
  queryFn: async () => {
    try {
      return await ok(api.GET("/forms", { params: { query: { design: true } } }));
    } catch (error) {
      if (!isProblem(error) || error.status !== 403) throw error;
      return ok(api.GET("/forms", { params: { query: {} } }));
    }
  },
});

export function personQuery(id: string) {
  return queryOptions({ queryKey: ["people", id], queryFn: () => ok(api.GET("/people/{id}", { params: { path: { id } } })) });
}

export function roleQuery(id: string) {
  return queryOptions({ queryKey: ["roles", id], queryFn: () => ok(api.GET("/roles/{id}", { params: { path: { id } } })) });
}

/** The forms of which a role may do less than everything with some field. */
export function ruledFormsQuery(id: string) {
  return queryOptions({ queryKey: ["roles", id, "fieldRules"], queryFn: () => ok(api.GET("/roles/{id}/field-rules", { params: { path: { id } } })) });
}

/** Every field of a form with what a role may do with it. */
export function roleFieldsQuery(id: string, formId: string) {
  return queryOptions({ queryKey: ["roles", id, "fieldRules", formId], queryFn: () => ok(api.GET("/roles/{id}/field-rules/{formId}", { params: { path: { id, formId } } })) });
}
