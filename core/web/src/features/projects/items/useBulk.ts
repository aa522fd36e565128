// One change of many items: sent in portions that the server takes, each item answered for itself.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok, type Schemas } from "@/api";
import { useProblemToast } from "@/ui";
import { ITEM_KEYS, type ItemChange, type WorkItem } from "../queries";

/** What one request may name; smaller than the server's bound, so that progress is seen. */
const PORTION = 50;

export type Deed = { change: ItemChange } | { delete: true };
export interface Outcome {
  item: WorkItem;
  result: Schemas["BulkResult"] | undefined;
}

/** What is gone already, perhaps with the item above it a moment ago, is as deleted as was wished. */
function wished(result: Outcome["result"], deed: Deed): Outcome["result"] {
  return result && "delete" in deed && result.problem?.status === 404 ? { id: result.id, ok: true } : result;
}

export function useBulk(projectId: string, onDone: (outcomes: Outcome[]) => void) {
  const client = useQueryClient();
  const toast = useProblemToast();
  const [done, setDone] = useState(0);
  const bulk = useMutation({
    mutationFn: async ({ items, deed }: { items: WorkItem[]; deed: Deed }) => {
      const outcomes: Outcome[] = [];
      setDone(0);
      for (let start = 0; start < items.length; start += PORTION) {
        const portion = items.slice(start, start + PORTION);
        try {
          const { results } = await ok(
            api.POST("/projects/{id}/work-items/bulk", {
              params: { path: { id: projectId } },
              body: { ids: portion.map(({ id }) => id), ...deed } as Schemas["BulkWorkItems"],
            }),
          );
          outcomes.push(...portion.map((item) => ({ item, result: wished(results.find(({ id }) => id === item.id), deed) })));
        } catch (error) {
          // What was done before stays done and is told; nothing at all is an error like any other.
          if (outcomes.length === 0) throw error;
          toast(error);
          outcomes.push(...items.slice(start).map((item) => ({ item, result: undefined })));
          break;
        }
        setDone(outcomes.length);
      }
      return outcomes;
    },
    onSuccess: onDone,
    onError: toast,
    onSettled: () => Promise.all(ITEM_KEYS.map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
  return { run: bulk.mutate, running: bulk.isPending, done };
}
