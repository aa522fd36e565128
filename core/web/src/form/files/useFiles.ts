// What is known of the files whose ids stand in a field: from the record's look-ups, else asked once.

import { useQueries } from "@tanstack/react-query";
import type { FileInfo, Refs } from "../schema";
import { useFormServices } from "../services";

export function fileKey(id: string) {
  return ["file", id] as const;
}

export function useFiles(ids: string[], refs: Refs): FileInfo[] {
  const services = useFormServices();
  const queries = useQueries({
    queries: ids.map((id) => ({
      queryKey: fileKey(id),
      queryFn: () => services.fileInfo(id),
      enabled: refs.files[id] === undefined,
      staleTime: Infinity,
    })),
  });
  return ids.map((id, i) => refs.files[id] ?? queries[i]?.data ?? { id, name: id, size: 0, mime: "" });
}
