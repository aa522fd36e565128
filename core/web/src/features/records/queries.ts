// What the pages of records ask of the server.

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ifMatch, ok, once, type Schemas } from "@/api";
import type { FormData, FormSchema } from "@/form";
import { type PageAsked, upTo } from "@/list";

/** Rows of one page: two screens of a large monitor. */
const PAGE_ROWS = 50;

/** Stands in the address instead of a record's id while a new one is being written. */
export const NEW = "new";

export type RecordRow = Schemas["RecordRow"];
export type RecordPages = Schemas["RecordPage"];
export type RecordDetail = Omit<Schemas["RecordDetail"], "schema"> & { schema: FormSchema };
export type FormInfo = Omit<Schemas["Form"], "schema"> & { schema: FormSchema };

export const formsQuery = queryOptions({
  queryKey: ["forms", "list"],
  queryFn: () => ok(api.GET("/forms")),
});

export const formQuery = (id: string) =>
  queryOptions({
    queryKey: ["form", id],
    queryFn: async () => (await ok(api.GET("/forms/{id}", { params: { path: { id } } }))) as FormInfo,
  });

export interface RecordsAsked {
  filter: string | undefined;
  sort: string | undefined;
  q: string | undefined;
}

export const recordsQuery = (formId: string, { filter, sort, q }: RecordsAsked) =>
  infiniteQueryOptions({
    queryKey: ["records", formId, { filter, sort, q }],
    queryFn: ({ pageParam }) =>
      ok(
        api.GET("/forms/{id}/records", {
          params: {
            path: { id: formId },
            query: {
              limit: PAGE_ROWS,
              ...(pageParam ? { cursor: pageParam } : { total: true }),
              ...(filter ? { filter } : {}),
              ...(sort ? { sort } : {}),
              ...(q ? { q } : {}),
            },
          },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** Rows of one page at most. */
export const SAMPLE_ROWS = 500;

/** As many rows as one call gives: for what is looked for in rows, and for the days of a month. */
export const sampleQuery = (formId: string, { filter, sort, q }: RecordsAsked) =>
  queryOptions({
    queryKey: ["records", formId, "sample", { filter, sort, q }],
    queryFn: () => samplePage(formId, { filter, sort, q }),
  });

export const samplePage = (formId: string, { filter, sort, q }: RecordsAsked) =>
  ok(
    api.GET("/forms/{id}/records", {
      params: { path: { id: formId }, query: { limit: SAMPLE_ROWS, ...(filter ? { filter } : {}), ...(sort ? { sort } : {}), ...(q ? { q } : {}) } },
    }),
  );

/** The first records of a list in one answer. */
export const groupQuery = (formId: string, { filter, sort, q }: RecordsAsked, limit: number) => ({
  queryKey: ["records", formId, "group", { filter, sort, q }, limit],
  queryFn: () =>
    upTo<RecordRow>(limit, (page: PageAsked) =>
      ok(api.GET("/forms/{id}/records", { params: { path: { id: formId }, query: { ...page, ...(filter ? { filter } : {}), ...(sort ? { sort } : {}), ...(q ? { q } : {}) } } })),
    ),
});

export const recordQuery = (id: string) =>
  queryOptions({
    queryKey: ["record", id],
    queryFn: async () => (await ok(api.GET("/records/{id}", { params: { path: { id } } }))) as RecordDetail,
  });

export function updateRecord(id: string, rev: number, data: FormData) {
  return ok(api.PATCH("/records/{id}", { params: { path: { id }, header: ifMatch(rev) }, body: { data } }));
}

export function createRecord(formId: string, data: FormData) {
  return ok(api.POST("/forms/{id}/records", { params: { path: { id: formId } }, body: { data } }));
}

export async function deleteRecord(id: string) {
  await api.DELETE("/records/{id}", { params: { path: { id } } });
}

export function restoreRecord(id: string) {
  return ok(api.POST("/records/{id}/restore", { params: { path: { id } } }));
}

/** How many records one bulk call takes. */
export const BULK_MAX = 200;

export type BulkChange = { delete: true } | { change: { data: FormData } };

export async function bulkRecords(formId: string, ids: string[], change: BulkChange, key: string) {
  const body = { ids, ...change } as Schemas["BulkRecords"];
  return (await ok(api.POST("/forms/{id}/records/bulk", { params: { path: { id: formId }, header: once(key) }, body }))).results;
}

export const deletedQuery = (formId: string) =>
  infiniteQueryOptions({
    queryKey: ["records", formId, "deleted"],
    queryFn: ({ pageParam }) =>
      ok(api.GET("/forms/{id}/records/deleted", { params: { path: { id: formId }, query: { limit: PAGE_ROWS, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });
