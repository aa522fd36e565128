export { API_BASE, api, ifMatch, ok, once } from "./client";
export { fileUrl, uploadFile, type UploadOptions } from "./files";
export { newId } from "./ids";
export { ApiProblem, isProblem } from "./problem";
export * from "./types";
