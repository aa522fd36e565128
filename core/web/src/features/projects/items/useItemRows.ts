// The rows of the list. Without a filter they stand in their hierarchy; narrowed, every match stands by itself.
import { keepPreviousData, useInfiniteQuery, useQueries } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { mergedRefs } from "@/list";
import { belowQuery, type ItemsAsked, itemsQuery } from "../queries";
import { arranged, type PlacedItem } from "./tree";

const ROOTS = JSON.stringify({ field: "$parent", op: "empty" });

export function useItemRows(projectId: string, asked: ItemsAsked, closed: ReadonlySet<string>, enabled: boolean) {
  const narrowed = Boolean(asked.filter || asked.q || asked.type);
  const list = useInfiniteQuery({
    ...itemsQuery(projectId, narrowed ? asked : { ...asked, filter: ROOTS }),
    placeholderData: keepPreviousData,
    enabled,
  });
  const pages = list.data?.pages;
  const below = useQueries({
    queries: (narrowed ? [] : (pages ?? [])).map((page) => ({
      ...belowQuery(
        projectId,
        page.items.flatMap((item) => (item.children > 0 ? [item.id] : [])),
        asked.sort,
      ),
      placeholderData: keepPreviousData,
    })),
    combine: (answers) => ({
      items: answers.flatMap(({ data }) => data?.items ?? []),
      refs: answers.flatMap(({ data }) => (data ? [data.refs] : [])),
      error: answers.find(({ error }) => error)?.error,
      pending: answers.some(({ isLoading }) => isLoading),
    }),
  });
  const rows = useMemo((): PlacedItem[] => {
    const found = pages?.flatMap((page) => page.items) ?? [];
    return narrowed ? found.map((item) => ({ item, depth: 0 })) : arranged(found, below.items, closed);
  }, [pages, below.items, closed, narrowed]);
  const refs = useMemo(() => mergedRefs([...(pages ?? []).map((page) => page.refs), ...below.refs]), [pages, below.refs]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return { list, more, below, rows, refs, narrowed };
}

export type FoundItems = ReturnType<typeof useItemRows>;
