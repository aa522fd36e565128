// Which records are selected: up to what one bulk call takes, kept while more of the same list is loaded.

import { useCallback, useState } from "react";
import { BULK_MAX, type RecordRow } from "../queries";

export interface Selection {
  ids: string[];
  /** Whether more was wished than may be selected. */
  capped: boolean;
  select: (ids: string[]) => void;
  clear: () => void;
  titleOf: (id: string) => string;
}

export function useSelection(asked: string, rows: RecordRow[]): Selection {
  const [state, setState] = useState<{ asked: string; ids: string[]; capped: boolean; titles: Map<string, string> }>({ asked, ids: [], capped: false, titles: new Map() });
  // What was selected in another list is not seen in this one, and nobody changes what they do not see.
  const current = state.asked === asked ? state : { ids: [], capped: false, titles: state.titles };
  const select = useCallback(
    (ids: string[]) =>
      setState((old) => {
        const titles = new Map([...old.titles, ...rows.map((row) => [row.id, row.title] as const)]);
        return { asked, ids: ids.slice(0, BULK_MAX), capped: ids.length > BULK_MAX, titles };
      }),
    [asked, rows],
  );
  return { ids: current.ids, capped: current.capped, select, clear: useCallback(() => select([]), [select]), titleOf: (id) => state.titles.get(id) ?? "" };
}
