// Uploads with progress, and where a file is downloaded or shown. The rest of the API goes through `api`.
import { API_BASE } from "./client";
import { ApiProblem } from "./problem";
import type { FileInfo, Problem } from "./types";

/** Where a file is saved from, or shown; one of its versions instead of the current one. */
export function fileUrl(id: string, inline = false, version?: number): string {
  const query = [inline && "inline=true", version !== undefined && `version=${version}`].filter(Boolean).join("&");
  return `${API_BASE}/files/${encodeURIComponent(id)}${query && `?${query}`}`;
}

export interface UploadOptions {
  /** From 0 to 1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

/** Uploads one file. XMLHttpRequest, because fetch tells no upload progress. */
export function uploadFile(file: Blob, name: string, { onProgress, signal }: UploadOptions = {}): Promise<FileInfo> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${API_BASE}/files`);
    request.responseType = "json";
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as FileInfo);
      else reject(new ApiProblem({ ...(request.response as Partial<Problem> | null), status: request.status }));
    };
    request.onerror = () => reject(new ApiProblem({ status: 0, code: "network" }));
    request.onabort = () => reject(new DOMException("aborted", "AbortError"));
    signal?.addEventListener("abort", () => request.abort());
    const body = new FormData();
    body.append("file", file, name);
    request.send(body);
  });
}
