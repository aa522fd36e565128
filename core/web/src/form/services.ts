// What fields need from the server: look-ups and files. A context, so that tests and previews can stand in for it.

import { createContext, useContext } from "react";
import { api, fileUrl, ok, uploadFile, type FileInfo } from "@/api";
import type { DepartmentRef, PersonRef, RecordRef, Text } from "./schema";

export interface DepartmentNode extends DepartmentRef {
  parentId?: string | null | undefined;
}

export interface FormServices {
  searchPeople(query: string): Promise<PersonRef[]>;
  listDepartments(): Promise<DepartmentNode[]>;
  lookupRecords(formId: string, query: string): Promise<RecordRef[]>;
  listForms(): Promise<{ id: string; name: Text }[]>;
  fileInfo(id: string): Promise<FileInfo>;
  fileUrl(id: string, inline?: boolean): string;
  upload(file: Blob, name: string, options: { onProgress?: (share: number) => void; signal?: AbortSignal }): Promise<FileInfo>;
}

/** People offered at once: what a person reads before typing another letter. */
const PEOPLE_OFFERED = 20;

const server: FormServices = {
  async searchPeople(query) {
    const page = await ok(
      api.GET("/people", { params: { query: { limit: PEOPLE_OFFERED, active: true, ...(query ? { q: query } : {}) } } }),
    );
    return page.items.map(({ id, login, name }) => ({ id, login, name }));
  },
  async listDepartments() {
    return (await ok(api.GET("/departments"))).items;
  },
  async lookupRecords(formId, query) {
    const reply = await ok(api.GET("/forms/{id}/lookup", { params: { path: { id: formId }, query: query ? { q: query } : {} } }));
    return reply.items;
  },
  async listForms() {
    return (await ok(api.GET("/forms", { params: { query: { design: true } } }))).items;
  },
  fileInfo: (id) => ok(api.GET("/files/{id}/info", { params: { path: { id } } })),
  fileUrl,
  upload: uploadFile,
};

export const FormServicesContext = createContext<FormServices>(server);

export function useFormServices(): FormServices {
  return useContext(FormServicesContext);
}
