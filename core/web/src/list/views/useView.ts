// The view that is open, and what is asked for now: its settings with what the address changes of them.

import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import type { Leaf } from "../filter/filter";
import { useColumnChoice } from "../useColumnChoice";
import type { Sort } from "../useListState";
import type { SavedView } from "./queries";
import { addressWith, addressWithout, differ, filterOf, fromServer, NO_SETTINGS, settingsAt, type Settings } from "./settings";

/** The name of the view's place in the address. */
export const VIEW = "view";

/** `list` names it in this browser, such as `records.frm_…`. */
export function useView(list: string, views: SavedView[]) {
  const [address, setAddress] = useSearchParams();
  const [choice, setChoice] = useColumnChoice(list);
  const wanted = address.get(VIEW);
  const view = views.find((one) => one.id === wanted);
  // Which columns stand in the list of all is this browser's own choice; a view brings its own.
  const base = useMemo((): Settings => (view ? fromServer(view.settings) : { ...NO_SETTINGS, columns: choice.shown ?? [] }), [view, choice.shown]);
  const settings = useMemo(() => settingsAt(base, address), [base, address]);
  const change = useCallback(
    (part: Partial<Settings>) => {
      const { columns, ...rest } = part;
      if (columns && !view) setChoice({ shown: columns.length > 0 ? columns : undefined });
      setAddress((old) => addressWith(old, base, view ? part : rest));
    },
    [base, view, setAddress, setChoice],
  );
  const setQ = useCallback(
    (q: string) =>
      setAddress(
        (old) => {
          const next = new URLSearchParams(old);
          if (q) next.set("q", q);
          else next.delete("q");
          return next;
        },
        { replace: true },
      ),
    [setAddress],
  );
  const sort: Sort | undefined = settings.sort ? { field: settings.sort.replace(/^-/, ""), descending: settings.sort.startsWith("-") } : undefined;
  return {
    view,
    /** The address names a view that is not among those one sees. */
    missing: wanted !== null && !view,
    base,
    settings,
    changed: differ(base, settings),
    change,
    /** Nothing narrows any more. */
    clear: useCallback(
      () =>
        setAddress((old) => {
          const next = addressWith(old, base, { leaves: [], itemType: "" });
          next.delete("q");
          return next;
        }),
      [base, setAddress],
    ),
    revert: useCallback(() => setAddress(addressWithout), [setAddress]),
    q: address.get("q") ?? "",
    setQ,
    filter: filterOf(settings),
    sort,
    setLeaves: (leaves: Leaf[]) => change({ leaves }),
    setSort: (next: Sort | undefined) => change({ sort: next ? `${next.descending ? "-" : ""}${next.field}` : "" }),
    choice,
    setChoice,
  };
}

export type OpenView = ReturnType<typeof useView>;
