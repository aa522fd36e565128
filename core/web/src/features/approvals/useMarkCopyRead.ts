// A copy counts as read once its document is open by whom it is for.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "@/api";
import { useMe } from "@/app/me";
import type { QueueRow } from "./boxes";

export function useMarkCopyRead(row: QueueRow | undefined) {
  const client = useQueryClient();
  const { viewing } = useMe();
  const { mutate } = useMutation({
    mutationFn: (id: string) => api.POST("/copies/{id}/read", { params: { path: { id } } }),
    onSuccess: () => Promise.all(["copies", "counts"].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
  const unread = row?.unread && !viewing ? row.copyId : undefined;
  useEffect(() => {
    if (unread) mutate(unread);
  }, [unread, mutate]);
}
