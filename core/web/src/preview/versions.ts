// What the server knows of a file's versions, and changing them.

import { queryOptions } from "@tanstack/react-query";
import { api, ifMatch, ok, type Schemas } from "@/api";

export type FileVersions = Schemas["FileVersions"];
export type FileVersion = Schemas["FileVersion"];

export function versionsQuery(id: string) {
  return queryOptions({
    queryKey: ["fileVersions", id],
    queryFn: () => ok(api.GET("/files/{id}/versions", { params: { path: { id } } })),
    staleTime: 0,
  });
}

/** What shows a file's name, size or picture; its versions are set from the answer itself. */
export const TOUCHED = ["file", "record", "records", "workItem", "instance", "task"];

export function addVersion(id: string, rev: number, body: Schemas["NewFileVersion"]): Promise<FileVersions> {
  return ok(api.POST("/files/{id}/versions", { params: { path: { id }, header: ifMatch(rev) }, body }));
}

export function restoreVersion(id: string, rev: number, version: number): Promise<FileVersions> {
  return ok(api.POST("/files/{id}/versions/{version}/restore", { params: { path: { id, version }, header: ifMatch(rev) }, body: { note: "" } }));
}

export function lockFile(id: string): Promise<FileVersions> {
  return ok(api.POST("/files/{id}/lock", { params: { path: { id } } }));
}

export function unlockFile(id: string, note: string): Promise<FileVersions> {
  return ok(api.POST("/files/{id}/unlock", { params: { path: { id } }, body: { note } }));
}
