// What the list of work items is asked for: the open view's settings with what the address changes of them, without what
// the shown type does not have.
import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { filterOf, type OpenView } from "@/list";
import { typeOf } from "../parts/types";
import type { ItemsAsked, WorkItemType } from "../queries";

export function useItemsAsked(types: WorkItemType[], open: OpenView) {
  const [params, setParams] = useSearchParams();
  const { settings } = open;
  const type = typeOf(types, settings.itemType);
  const bin = params.get("bin") === "true";
  // A sort or filter by a field that only another type has is nobody's: it may stand in an old address.
  const known = useCallback(
    (field: string, of: WorkItemType | undefined) => field.startsWith("$") || of?.schema.fields.some(({ key }) => key === field) === true,
    [],
  );
  const leaves = useMemo(() => settings.leaves.filter(({ field }) => known(field, type)), [settings.leaves, type, known]);
  const sort = open.sort && known(open.sort.field, type) ? open.sort : undefined;
  const narrowing = useMemo(() => ({ beyond: settings.beyond, leaves }), [settings.beyond, leaves]);
  const question: ItemsAsked = useMemo(
    () => ({ type: type?.key, filter: filterOf(narrowing), sort: sort && settings.sort, q: open.q || undefined }),
    [type, narrowing, sort !== undefined, settings.sort, open.q],
  );
  return {
    type,
    bin,
    leaves,
    sort,
    /** The conditions, for questions that have some of their own. */
    narrowing,
    question,
    /** One type alone, or all; what only the one before had goes with it. */
    setType: (key: string | undefined) => {
      const of = typeOf(types, key ?? "");
      open.change({ itemType: key ?? "", leaves: leaves.filter(({ field }) => known(field, of)), sort: sort && known(sort.field, of) ? settings.sort : "" });
    },
    setBin: (shown: boolean) =>
      setParams((old) => {
        const next = new URLSearchParams(old);
        if (shown) next.set("bin", "true");
        else next.delete("bin");
        return next;
      }),
  };
}

export type Asked = ReturnType<typeof useItemsAsked>;
