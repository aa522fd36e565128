/** The filtered entries as a file. Asked for by a call, not by a link, so that a refusal is told on the page. */
import { useMutation } from "@tanstack/react-query";
import { api, ok } from "@/api";
import { nowInZone } from "@/ui";
import { useTellRefusal } from "../useChange";
import { type ChangeFilter, queryOf } from "./filter";

export function useExport(filter: ChangeFilter) {
  const tell = useTellRefusal();
  return useMutation({
    mutationFn: () => ok(api.GET("/change-log/export", { params: { query: queryOf(filter) }, parseAs: "blob" })),
    onSuccess: (table: Blob) => save(table, `change-log-${nowInZone().format("YYYY-MM-DD")}.csv`),
    onError: tell,
  });
}

function save(content: Blob, name: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
