// Which columns are shown and how wide, kept in this browser for each list.

import { useCallback, useState } from "react";

export interface ColumnChoice {
  shown?: string[];
  widths: Record<string, number>;
}

const NONE: ColumnChoice = { widths: {} };

function read(key: string): ColumnChoice {
  try {
    return { ...NONE, ...(JSON.parse(localStorage.getItem(key) ?? "{}") as Partial<ColumnChoice>) };
  } catch {
    return NONE;
  }
}

/** `list` names it in this browser, such as `records.frm_…`. */
export function useColumnChoice(list: string): [ColumnChoice, (change: Partial<ColumnChoice>) => void] {
  const key = `weir.${list}`;
  const [choice, setChoice] = useState(() => read(key));
  const change = useCallback(
    (part: Partial<ColumnChoice>) =>
      setChoice((old) => {
        const next = { ...old, ...part };
        try {
          localStorage.setItem(key, JSON.stringify(next));
        } catch {
          // A browser that stores nothing still shows the choice; it forgets it on leaving.
        }
        return next;
      }),
    [key],
  );
  return [choice, change];
}
