// Changing one item from a list: shown at once, taken back with the reason when the server refuses.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { changeItem, ITEM_KEYS, type ItemChange, type WorkItem } from "../queries";
import { findItem, withItem } from "./withItem";
import { useRefusal } from "./useRefusal";

interface Change {
  item: WorkItem;
  /** What is asked of the server. */
  change: ItemChange;
  /** What the lists show until it answers. */
  shown: Partial<WorkItem>;
}

export function useChangeItem() {
  const client = useQueryClient();
  const refuse = useRefusal();
  return useMutation({
    mutationFn: ({ item, change }: Change) => changeItem(item, change),
    onMutate: async ({ item, shown }) => {
      const lists = { queryKey: ["workItems", item.projectId] };
      await client.cancelQueries(lists);
      const before = client
        .getQueriesData(lists)
        .map(([, list]) => findItem(list, item.id))
        .find(Boolean);
      client.setQueriesData(lists, (list) => withItem(list, item.id, shown));
      return { before };
    },
    onSuccess: ({ rev, status, category, updatedAt }, { item }) => {
      client.setQueriesData({ queryKey: ["workItems", item.projectId] }, (list) =>
        withItem(list, item.id, { rev, status, category, updatedAt }),
      );
    },
    onError: (error, { item }, context) => {
      const { before } = context ?? {};
      if (before) client.setQueriesData({ queryKey: ["workItems", item.projectId] }, (list) => withItem(list, item.id, before));
      refuse(error);
    },
    onSettled: () => Promise.all(ITEM_KEYS.map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
}
