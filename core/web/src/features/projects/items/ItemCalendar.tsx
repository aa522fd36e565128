// The work items on the days of a month: from their first to their due day, or by another of their dates. What is due no
// day stands in a tray. Who works in the project moves them.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Column } from "@/list";
import { Calendar } from "@/list/calendar/Calendar";
import type { Entry, Moving } from "@/list/calendar/entry";
import { Tray } from "@/list/calendar/Tray";
import { useMonth } from "@/list/calendar/useMonth";
import { useIsPhone } from "@/ui";
import { itemsQuery, monthQuery, MOST_ROWS, type WorkItem } from "../queries";
import { useProject } from "../useProject";
import { daysOf, monthFilter, trayFilter } from "./calendarAsked";
import { DUE } from "./choices";
import type { ItemRow } from "./columns";
import { type LayoutProps, useOrder } from "./ItemLayout";
import { moved, useMoveDay } from "./useMoveDay";

export default function ItemCalendar({ asked, by, hrefOf, onOrder }: LayoutProps & { by: Column<ItemRow> }) {
  const { t } = useTranslation("projects");
  const { t: words } = useTranslation("list");
  const { project } = useProject();
  const phone = useIsPhone();
  const at = useMonth();
  const move = useMoveDay();
  const { question, narrowing } = asked;
  const sort = question.sort ?? (by.sortable ? by.key : undefined);
  const month = useQuery(monthQuery(project.id, { ...question, sort, filter: monthFilter(narrowing, by.key, at.first, at.last) }));
  const undated = useInfiniteQuery({ ...itemsQuery(project.id, { ...question, filter: trayFilter(narrowing, by.key) }), enabled: by.key === DUE });

  // What was just moved stands at its new place before the server is asked again: each list knows a part of the items.
  const items = useMemo(() => {
    const all = [...(month.data?.items ?? []), ...(undated.data?.pages.flatMap((page) => page.items) ?? [])];
    return [...new Map(all.map((item) => [item.id, item])).values()];
  }, [month.data, undated.data]);
  const told = (item: WorkItem) => ({ id: item.id, title: item.title, href: hrefOf(item.id), beside: item.assignee?.name ?? item.key, done: item.category === "done" });
  const entries = items.flatMap((item): Entry[] => {
    const days = daysOf(item, by.key);
    if (!days) return [];
    // A phone lists days one below the other: there an item stands where it is due.
    return [{ ...told(item), days: phone ? [days[1], days[1]] : days }];
  });
  const without = by.key === DUE ? items.filter((item) => !item.due) : [];
  useOrder([...[...entries].sort((one, other) => one.days[0].localeCompare(other.days[0])), ...without].map(({ id }) => id), onOrder);

  const withItem = (id: string, then: (item: WorkItem) => void) => {
    const item = items.find((one) => one.id === id);
    if (item) then(item);
  };
  const moving: Moving | undefined =
    project.can.work && by.key === DUE
      ? {
          may: () => true,
          move: (id, from, to) => withItem(id, (item) => move(item, moved(item, from, to))),
          clear: (id) => withItem(id, (item) => move(item, { due: null })),
        }
      : undefined;
  return (
    <Calendar
      at={at}
      entries={entries}
      moving={moving}
      note={month.data?.next != null ? words("calendar.tooMany", { max: MOST_ROWS }) : by.key === DUE ? t("calendar.byDue") : words("calendar.by", { field: by.label })}
      error={month.error}
      pending={month.isPending}
      onRetry={() => void month.refetch()}
      tray={
        by.key === DUE && (
          <Tray
            title={t("calendar.undated")}
            total={undated.data?.pages[0]?.total ?? undefined}
            entries={without.map(told)}
            moving={moving}
            hasMore={undated.hasNextPage}
            loading={undated.isFetchingNextPage}
            onMore={() => void undated.fetchNextPage()}
          />
        )
      }
    />
  );
}
