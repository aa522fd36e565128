// Which items are selected: those of them that the list still shows. On a phone one asks for the boxes first.
import { useCallback, useMemo, useState } from "react";
import { useIsPhone } from "@/ui";
import type { WorkItem } from "../queries";

export interface ItemSelection {
  /** Whether rows have boxes to tick. */
  on: boolean;
  ids: string[];
  items: WorkItem[];
  select: (ids: string[]) => void;
  /** On a phone: shows and takes away the boxes. Absent elsewhere, and for who may not. */
  toggle: (() => void) | undefined;
}

export function useSelected(items: WorkItem[], may: boolean): ItemSelection {
  const phone = useIsPhone();
  const [ids, setIds] = useState<string[]>([]);
  const [asked, setAsked] = useState(false);
  const on = may && (!phone || asked);
  const chosen = useMemo(() => (on ? items.filter(({ id }) => ids.includes(id)) : []), [items, ids, on]);
  const toggle = useCallback(() => {
    setAsked((old) => !old);
    setIds([]);
  }, []);
  return { on, ids, items: chosen, select: setIds, toggle: may && phone ? toggle : undefined };
}
