// The notifications in the bell's popover, newest first, a page at a time.
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { BellOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api, ok, type Schemas } from "@/api";
import { DateTime, EmptyState, ErrorState, ListSkeleton } from "@/ui";
import { countsQuery } from "../me";
import css from "./NotificationList.module.css";

const PAGE_SIZE = 20;

export default function NotificationList({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("app");
  const navigate = useNavigate();
  const client = useQueryClient();
  const list = useInfiniteQuery({
    queryKey: ["notifications"],
    queryFn: ({ pageParam }) =>
      ok(api.GET("/notifications", { params: { query: { limit: PAGE_SIZE, ...(pageParam && { cursor: pageParam }) } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const refresh = () => {
    void client.invalidateQueries({ queryKey: ["notifications"] });
    void client.invalidateQueries({ queryKey: countsQuery.queryKey });
  };
  const readAll = useMutation({ mutationFn: () => api.POST("/notifications/read-all"), onSuccess: refresh });
  const read = useMutation({
    mutationFn: (id: string) => api.POST("/notifications/{id}/read", { params: { path: { id } } }),
    onSuccess: refresh,
  });

  const open = (row: Schemas["NotificationRow"]) => {
    if (!row.readAt) read.mutate(row.id);
    onClose();
    void navigate(row.link);
  };
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <section className={css.panel} aria-label={t("notifications.title")}>
      <header className={css.head}>
        <h2>{t("notifications.title")}</h2>
        <Button type="text" size="small" disabled={!rows.some((row) => !row.readAt)} loading={readAll.isPending} onClick={() => readAll.mutate()}>
          {t("notifications.readAll")}
        </Button>
      </header>
      {list.isPending && <ListSkeleton rows={4} rowHeight={56} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && (
        <EmptyState icon={BellOff} title={t("notifications.none")}>
          {t("notifications.noneText")}
        </EmptyState>
      )}
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <button type="button" className={css.row} onClick={() => open(row)}>
              <span className={css.dot} data-unread={!row.readAt || undefined} role={row.readAt ? undefined : "img"} aria-label={row.readAt ? undefined : t("notifications.unread")} />
              <span className={css.text}>
                <span>{row.title}</span>
                {row.body && <small>{row.body}</small>}
              </span>
              <DateTime value={row.createdAt} className={css.at} />
            </button>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button type="text" block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("notifications.more")}
        </Button>
      )}
    </section>
  );
}
