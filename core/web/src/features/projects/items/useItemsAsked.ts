// What the list of work items is asked for, as it stands in the address.
import { useCallback } from "react";
import { useSearchParams } from "react-router";
import { useListState, writeFilter } from "@/list";
import { typeOf } from "../parts/types";
import type { ItemsAsked, WorkItemType } from "../queries";

export function useItemsAsked(types: WorkItemType[]) {
  const list = useListState();
  const [params, setParams] = useSearchParams();
  const type = typeOf(types, params.get("type") ?? "");
  const bin = params.get("bin") === "true";
  // A sort or filter by a field that only another type has is nobody's: it may stand in an old address.
  const known = useCallback(
    (field: string, of: WorkItemType | undefined) => field.startsWith("$") || of?.schema.fields.some(({ key }) => key === field) === true,
    [],
  );
  const leaves = list.leaves.filter(({ field }) => known(field, type));
  const sort = list.sort && known(list.sort.field, type) ? list.sort : undefined;

  const set = (change: (params: URLSearchParams) => void) =>
    setParams((old) => {
      const next = new URLSearchParams(old);
      change(next);
      return next;
    });
  const put = (next: URLSearchParams, name: string, value: string | undefined) => {
    if (value) next.set(name, value);
    else next.delete(name);
  };

  const question: ItemsAsked = {
    type: type?.key,
    filter: writeFilter(leaves),
    sort: sort && list.sortText,
    q: list.q || undefined,
  };
  return {
    list: { ...list, leaves, sort },
    type,
    bin,
    question,
    /** One type alone, or all; what only the one before had goes with it. */
    setType: (key: string | undefined) =>
      set((next) => {
        const of = typeOf(types, key ?? "");
        put(next, "type", key);
        put(next, "filter", writeFilter(leaves.filter(({ field }) => known(field, of))));
        put(next, "sort", sort && known(sort.field, of) ? list.sortText : undefined);
      }),
    setBin: (shown: boolean) => set((next) => put(next, "bin", shown ? "true" : undefined)),
    clear: () => set((next) => ["filter", "q", "type"].forEach((name) => next.delete(name))),
  };
}

export type Asked = ReturnType<typeof useItemsAsked>;
