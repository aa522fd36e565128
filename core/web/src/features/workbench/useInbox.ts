// The rows of one tab of the inbox, with the number of each tab. The numbers are the server's own: each is the length of
// what its tab lists, however much of it is loaded.
import { useInfiniteQuery } from "@tanstack/react-query";
import { tasksQuery } from "@/approval";
import { useCounts } from "@/app/me";
import type { Entry, Kind, Press } from "./entries";
import { mentionsQuery, workQuery } from "./queries";

export function useInbox(kind: Kind, press: Press | undefined) {
  const counts = useCounts();
  const tasks = useInfiniteQuery(tasksQuery("open"));
  const items = useInfiniteQuery(workQuery(kind === "items" ? press : undefined));
  const mentions = useInfiniteQuery(mentionsQuery);
  const asked = {
    all: [tasks, items, mentions],
    tasks: [tasks],
    items: [items],
    mentions: [mentions],
  }[kind];
  const shows = (one: Kind) => kind === "all" || kind === one;

  const entries: Entry[] = [
    ...(shows("tasks") ? rows(tasks).map((task) => ({ kind: "task" as const, id: task.id, task })) : []),
    ...(shows("items") ? rows(items).map((item) => ({ kind: "item" as const, id: item.id, item })) : []),
    ...(shows("mentions") ? rows(mentions).map((mention) => ({ kind: "mention" as const, id: mention.id, mention })) : []),
  ];
  const numbers: Record<Kind, number | undefined> = {
    all: counts && counts.openTasks + counts.workItems + counts.unreadMentions,
    tasks: counts?.openTasks,
    items: counts?.workItems,
    mentions: counts?.unreadMentions,
  };
  return {
    entries,
    numbers,
    overdueTasks: counts?.overdueTasks ?? 0,
    tasks: rows(tasks),
    work: items.data?.pages[0]?.counts,
    isPending: asked.some((list) => list.isPending),
    failed: asked.find((list) => list.isError),
    complete: asked.every((list) => !list.hasNextPage),
    loading: asked.some((list) => list.isFetchingNextPage),
    more: () => asked.filter((list) => list.hasNextPage).forEach((list) => void list.fetchNextPage()),
  };
}

function rows<T>(list: { data?: { pages: { items: T[] }[] } | undefined }): T[] {
  return list.data?.pages.flatMap((page) => page.items) ?? [];
}
