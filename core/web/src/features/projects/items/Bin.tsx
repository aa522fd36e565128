// The recycle bin of a project: what was deleted, and the way back.
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { RotateCcw, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api, ok } from "@/api";
import { usePickText } from "@/i18n/usePickText";
import { DateTime, EmptyState, ErrorState, ListSkeleton, LoadMore } from "@/ui";
import { TypeIcon } from "../parts/TypeIcon";
import { typeOf } from "../parts/types";
import { useRefusal } from "../parts/useRefusal";
import shared from "../projects.module.css";
import css from "./bin.module.css";
import { ITEM_KEYS, itemsQuery, type WorkItem } from "../queries";
import { useProject } from "../useProject";

export function Bin({ q }: { q: string }) {
  const { t } = useTranslation("projects");
  const pick = usePickText();
  const { project, types } = useProject();
  const client = useQueryClient();
  const refuse = useRefusal();
  const { message } = App.useApp();
  const list = useInfiniteQuery(itemsQuery(project.id, { deleted: true, sort: "-$updatedAt", ...(q ? { q } : {}) }));
  const restore = useMutation({
    mutationFn: (item: WorkItem) => ok(api.POST("/work-items/{id}/restore", { params: { path: { id: item.id } } })),
    onSuccess: ({ key }) => void message.success(t("bin.restored", { key })),
    onError: refuse,
    onSettled: () => Promise.all(ITEM_KEYS.map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });

  const rows = list.data?.pages.flatMap((page) => page.items);
  if (list.error && !rows) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!rows) return <ListSkeleton rows={8} />;
  if (rows.length === 0) {
    return (
      <EmptyState icon={Trash2} title={t(q ? "items.noneFound" : "bin.empty")}>
        {t(q ? "items.noneFoundText" : "bin.emptyText")}
      </EmptyState>
    );
  }
  return (
    <div className={css.scroll}>
      <ul className={css.bin} aria-label={t("bin.title")}>
        {rows.map((item) => (
          <li key={item.id}>
            <TypeIcon name={typeOf(types, item.type)?.icon} />
            <span className="visually-hidden">{pick(typeOf(types, item.type)?.name ?? {})}</span>
            <span className={`${shared.key} ${css.binKey}`}>{item.key}</span>
            <span className={`${css.binTitle} ellipsis`}>{item.title}</span>
            {item.deletedAt && (
              <span className={`${shared.quiet} ${css.binSince}`}>
                {t("bin.deletedAt")} <DateTime value={item.deletedAt} within />
              </span>
            )}
            {project.can.work && (
              <Button
                size="small"
                icon={<RotateCcw size={14} aria-hidden />}
                aria-label={t("bin.restoreKey", { key: item.key })}
                loading={restore.isPending && restore.variables.id === item.id}
                disabled={restore.isPending}
                onClick={() => restore.mutate(item)}
              >
                {t("bin.restore")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <LoadMore hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </div>
  );
}
