// The month that a calendar shows, in the address, and the days that it touches.

import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { nowInZone } from "@/ui";
import { isMonth, weeksOf } from "./days";

/** Its place in the address. */
const MONTH = "month";

export interface Month {
  /** Such as 2026-11. */
  month: string;
  weeks: string[][];
  /** The first and the last day shown. */
  first: string;
  last: string;
  today: string;
  go: (month: string) => void;
}

export function useMonth(): Month {
  const [address, setAddress] = useSearchParams();
  const today = nowInZone().format("YYYY-MM-DD");
  const thisMonth = today.slice(0, 7);
  const asked = address.get(MONTH);
  const month = isMonth(asked) ? asked : thisMonth;
  const weeks = useMemo(() => weeksOf(month), [month]);
  const go = useCallback(
    (next: string) =>
      setAddress(
        (old) => {
          const changed = new URLSearchParams(old);
          if (next === thisMonth) changed.delete(MONTH);
          else changed.set(MONTH, next);
          return changed;
        },
        { replace: true },
      ),
    [setAddress, thisMonth],
  );
  return { month, weeks, first: weeks[0]?.[0] ?? "", last: weeks.at(-1)?.at(-1) ?? "", today, go };
}
