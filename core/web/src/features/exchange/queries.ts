// What the pages of imports ask of the server.

import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, API_BASE, ok, type Schemas } from "@/api";

export type Import = Schemas["Import"];
export type ImportSummary = Schemas["ImportSummary"];
export type ImportField = Schemas["ImportField"];
export type ImportColumn = Schemas["ImportColumn"];
export type ImportIssue = Schemas["ImportIssue"];
export type Encoding = Schemas["TextEncoding"];

export const ISSUE_ROWS = 50;
/** As many findings as the server keeps of one file. */
export const ISSUES_KEPT = 10_000;
const IMPORTS_LISTED = 100;

export const importQuery = (id: string) =>
  queryOptions({ queryKey: ["import", id], queryFn: () => ok(api.GET("/imports/{id}", { params: { path: { id } } })) });

export const importsQuery = queryOptions({
  queryKey: ["imports"],
  queryFn: () => ok(api.GET("/imports", { params: { query: { limit: IMPORTS_LISTED } } })),
});

/** A page of what is wrong with the file; `task` is the one that found it. */
export const issuesQuery = (id: string, task: string | null | undefined, cursor: string) =>
  queryOptions({
    queryKey: ["import", id, "issues", task, cursor],
    queryFn: () => ok(api.GET("/imports/{id}/issues", { params: { path: { id }, query: { limit: ISSUE_ROWS, ...(cursor ? { cursor } : {}) } } })),
    placeholderData: keepPreviousData,
  });

export function issuesFileUrl(id: string): string {
  return `${API_BASE}/imports/${encodeURIComponent(id)}/issues.csv`;
}

export const formQuery = (id: string) =>
  queryOptions({ queryKey: ["form", id], queryFn: () => ok(api.GET("/forms/{id}", { params: { path: { id } } })) });

export const formsQuery = queryOptions({ queryKey: ["forms", "list"], queryFn: () => ok(api.GET("/forms")) });

/** Where a file for the same purpose is given. */
export function uploadPath({ kind, formId }: Pick<Import, "kind" | "formId">, after?: string): string {
  return `/imports/new?${new URLSearchParams({ kind, ...(formId ? { form: formId } : {}), ...(after ? { after } : {}) }).toString()}`;
}
