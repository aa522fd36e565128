// What the list is asked for, in the address, so that it can be shared and gone back to.

import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { readFilter, writeFilter, type Leaf } from "./filter/filter";

export interface Sort {
  field: string;
  descending: boolean;
}

export function useListState() {
  const [params, setParams] = useSearchParams();
  const set = useCallback(
    (name: string, value: string | undefined) =>
      setParams(
        (old) => {
          const next = new URLSearchParams(old);
          if (value) next.set(name, value);
          else next.delete(name);
          return next;
        },
        { replace: name === "q" },
      ),
    [setParams],
  );
  const filterText = params.get("filter");
  const sortText = params.get("sort");
  const leaves = useMemo(() => readFilter(filterText), [filterText]);
  const sort: Sort | undefined = sortText
    ? { field: sortText.replace(/^-/, ""), descending: sortText.startsWith("-") }
    : undefined;
  return {
    leaves,
    filter: writeFilter(leaves),
    sort,
    sortText: sortText ?? undefined,
    q: params.get("q") ?? "",
    setLeaves: (next: Leaf[]) => set("filter", writeFilter(next)),
    setSort: (next: Sort | undefined) => set("sort", next && `${next.descending ? "-" : ""}${next.field}`),
    setQ: (next: string) => set("q", next || undefined),
  };
}
