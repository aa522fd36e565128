// What the filter needs to know of parents: they are looked for among the project's items, and shown by their names.
import { useMemo } from "react";
import { api, ok } from "@/api";
import { type Refs, useFormServices } from "@/form";
import type { WorkItem } from "../queries";

const FOUND_MAX = 20;

export function useParentLookup(projectId: string) {
  const services = useFormServices();
  return useMemo(
    () => ({
      ...services,
      lookupRecords: async (_: string, q: string) => {
        const query = { limit: FOUND_MAX, ...(q ? { q } : {}) };
        const page = await ok(api.GET("/projects/{id}/work-items", { params: { path: { id: projectId }, query } }));
        return page.items.map(({ id, key, title }) => ({ id, title: `${key} ${title}` }));
      },
    }),
    [services, projectId],
  );
}

export function withParents(refs: Refs, items: WorkItem[]): Refs {
  const parents = items.flatMap(({ parent }) => (parent ? [[parent.id, { id: parent.id, title: `${parent.key} ${parent.title}` }] as const] : []));
  return { ...refs, records: { ...refs.records, ...Object.fromEntries(parents) } };
}
