// Changing an item that others change too. What one chose shows at once; when somebody else changed the same meanwhile, theirs
// is loaded, one's own is kept aside, and nothing is overwritten unseen.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { isProblem } from "@/api";
import { useRefusal } from "../parts/useRefusal";
import { changeItem, ITEM_KEYS, type ItemChange, itemQuery, type WorkItemDetail } from "../queries";

const STALE = 412;

interface Wish {
  change: ItemChange;
  /** How the item looks once it is done. */
  shows?: Partial<WorkItemDetail>;
  rev?: number;
  /** Whoever asked tells the refusal. */
  quiet?: boolean;
}

export function useItemChange(item: WorkItemDetail, onReload: () => Promise<WorkItemDetail | undefined>) {
  const client = useQueryClient();
  const refuse = useRefusal();
  const [stale, setStale] = useState<ItemChange>();
  const { queryKey } = itemQuery(item.id);

  const refresh = useCallback(() => {
    for (const key of ITEM_KEYS) void client.invalidateQueries({ queryKey: [key] });
  }, [client]);

  const save = useMutation({
    mutationFn: async ({ change, rev }: Wish) => (await changeItem({ id: item.id, rev: rev ?? item.rev }, change)) as WorkItemDetail,
    onMutate: async ({ shows }) => {
      if (!shows) return;
      await client.cancelQueries({ queryKey, exact: true });
      client.setQueryData(queryKey, (old) => old && { ...old, ...shows });
    },
    onSuccess: (detail) => {
      setStale(undefined);
      client.setQueryData(queryKey, detail);
      refresh();
    },
    onError: (error, { change, quiet }) => {
      void onReload();
      if (isProblem(error) && error.status === STALE) setStale(change);
      else if (!quiet) refuse(error);
    },
  });

  return {
    /** Changes something of it, shown at once. */
    change: (change: ItemChange, shows?: Partial<WorkItemDetail>) => save.mutate({ change, ...(shows ? { shows } : {}) }),
    changing: save.mutateAsync,
    isPending: save.isPending,
    /** What is kept aside since somebody else was faster. */
    stale,
    keepMine: async () => {
      const latest = await onReload();
      if (stale && latest) save.mutate({ change: stale, rev: latest.rev });
    },
    keepTheirs: () => setStale(undefined),
    refresh,
  };
}
