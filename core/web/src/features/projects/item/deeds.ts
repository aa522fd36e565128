// What is done with an item as a whole.
import { api, ok, once } from "@/api";
import type { WorkItemDetail } from "../queries";

export async function copyItem(id: string, title: string, key: string): Promise<WorkItemDetail> {
  return (await ok(
    api.POST("/work-items/{id}/copy", { params: { path: { id }, header: once(key) }, body: { title } }),
  )) as WorkItemDetail;
}

export async function transferItem(id: string, project: string, type: string): Promise<WorkItemDetail> {
  return (await ok(api.POST("/work-items/{id}/move", { params: { path: { id } }, body: { project, type } }))) as WorkItemDetail;
}

export async function deleteItem(id: string): Promise<void> {
  await api.DELETE("/work-items/{id}", { params: { path: { id } } });
}

export async function restoreItem(id: string): Promise<WorkItemDetail> {
  return (await ok(api.POST("/work-items/{id}/restore", { params: { path: { id } } }))) as WorkItemDetail;
}
