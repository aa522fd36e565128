// The rows of each group: asked for while it is open, a little first and more on demand.

import { useQueries, useQueryClient, type QueryKey, type UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import type { Refs } from "@/form";
import { mergedRefs } from "../refs";
import type { Group } from "./groups";
import { FIRST_ROWS, nextLimit, type PageOfRows } from "./upTo";

/** Groups that are open at first; each is a question to the server. */
const OPEN_AT_FIRST = 12;

export interface Section<Row> {
  group: Group;
  open: boolean;
  rows: Row[];
  /** As the server counts; absent while nothing was asked. */
  total: number | undefined;
  capped: boolean;
  state: "loading" | "failed" | "there";
  /** How many the next step brings; absent when all are there, 0 when that is unknown. */
  rest: number | undefined;
  growing: boolean;
  onMore: () => void;
  onRetry: () => void;
  onToggle: () => void;
}

export interface Grouped<Row> {
  /** Those that have rows, and those of which that is not known yet. */
  sections: Section<Row>[];
  rows: Row[];
  refs: Refs;
  /** Of all groups together, where each was counted. */
  total: number | undefined;
  pending: boolean;
  error: unknown;
  /** Asks again for what failed. */
  retry: () => void;
}

/** `ask` is the question for a group's first rows. Mind that its key tells them apart. */
export type AskGroup<Row> = (group: Group, limit: number) => { queryKey: QueryKey; queryFn: () => Promise<PageOfRows<Row>> };

interface State {
  list: string;
  toggled: ReadonlyMap<string, boolean>;
  limits: ReadonlyMap<string, number>;
}

const fresh = (list: string): State => ({ list, toggled: new Map(), limits: new Map() });

/** `list` names what is asked for: another question begins anew. */
export function useGroups<Row>(list: string, groups: Group[], ask: AskGroup<Row>): Grouped<Row> {
  const client = useQueryClient();
  const [kept, setKept] = useState(() => fresh(list));
  const state = kept.list === list ? kept : fresh(list);
  const isOpen = (group: Group, index: number) => state.toggled.get(group.id) ?? index < OPEN_AT_FIRST;
  const limitOf = (group: Group) => state.limits.get(group.id) ?? FIRST_ROWS;
  const { answers, rows, refs } = useQueries({
    combine: combined<Row>,
    queries: groups.map((group, index) => {
      const limit = limitOf(group);
      return {
        ...ask(group, limit),
        enabled: isOpen(group, index),
        // While more is fetched, what was there stays.
        placeholderData: () => (limit > FIRST_ROWS ? shownBefore(limit, (less) => client.getQueryData<PageOfRows<Row>>(ask(group, less).queryKey)) : undefined),
      };
    }),
  });
  const sections = groups.map((group, index): Section<Row> => {
    const answer = answers[index];
    const data = answer?.data;
    const limit = limitOf(group);
    const total = data?.total ?? undefined;
    const more = data?.next != null;
    return {
      group,
      open: isOpen(group, index),
      rows: data?.items ?? [],
      total,
      capped: data?.totalCapped ?? false,
      state: data ? "there" : answer?.error ? "failed" : "loading",
      rest: !more ? undefined : total === undefined || data?.totalCapped ? 0 : Math.min(total, nextLimit(limit)) - data.items.length,
      growing: answer?.isPlaceholderData ?? false,
      onMore: () => setKept({ ...state, limits: new Map(state.limits).set(group.id, nextLimit(limit)) }),
      onRetry: () => void answer?.refetch(),
      onToggle: () => setKept({ ...state, toggled: new Map(state.toggled).set(group.id, !isOpen(group, index)) }),
    };
  });
  // A group without rows says nothing, as long as another has some.
  const shown = sections.filter((one) => one.state !== "there" || one.rows.length > 0);
  const counted = sections.every((one) => one.total !== undefined && !one.capped);
  const total = counted ? sections.reduce((sum, one) => sum + (one.total ?? 0), 0) : undefined;
  const failed = answers.filter(({ error }) => error);
  return {
    sections: shown,
    rows,
    refs,
    total,
    pending: groups.length > 0 && answers.every(({ data, error }) => !data && !error),
    error: failed[0]?.error,
    retry: () => failed.forEach(({ refetch }) => void refetch()),
  };
}

/** All that is there. What did not change stays the same object. */
function combined<Row>(answers: UseQueryResult<PageOfRows<Row>>[]) {
  return {
    answers: answers.map(({ data, error, isPlaceholderData, refetch }) => ({ data, error, isPlaceholderData, refetch })),
    rows: answers.flatMap(({ data }) => data?.items ?? []),
    refs: mergedRefs(answers.flatMap(({ data }) => (data ? [data.refs] : []))),
  };
}

/** The rows of the step before, or of the one before that. */
function shownBefore<T>(limit: number, of: (limit: number) => T | undefined): T | undefined {
  for (let less: number = FIRST_ROWS, found = of(less); ; ) {
    const next = nextLimit(less);
    if (next >= limit) return found;
    less = next;
    found = of(less) ?? found;
  }
}
