// What happened to an item, newest first, each change before and after.
import { useInfiniteQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { textOf } from "@/form";
import { DateTime, ErrorState, ListSkeleton, LoadMore, PersonAvatar } from "@/ui";
import itemCss from "./item.module.css";
import css from "./talk.module.css";
import { historyQuery } from "./queries";

export function History({ itemId }: { itemId: string }) {
  const { t, i18n } = useTranslation("projects");
  const history = useInfiniteQuery(historyQuery(itemId));
  if (history.isPending) return <ListSkeleton rows={4} />;
  if (history.error && !history.data) return <ErrorState error={history.error} onRetry={() => void history.refetch()} />;
  const entries = history.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <ol className={css.entries}>
        {entries.map((entry) => (
          <li key={entry.seq} className={css.entry}>
            {entry.actor ? <PersonAvatar person={entry.actor} /> : <span />}
            <div>
              <p className={css.said}>
                <b>{entry.actor?.name ?? t("item.system")}</b>
                <span>{entry.text}</span>
                <DateTime value={entry.at} className={itemCss.quiet ?? ""} />
              </p>
              {(entry.changes ?? []).map((change) => (
                <p key={change.field} className={css.changed}>
                  <span>{textOf(change.label, i18n.language, change.field)}</span>
                  <del>{change.before || t("item.none")}</del>
                  <ArrowRight size={12} aria-label={t("item.becomes")} />
                  <ins>{change.after || t("item.none")}</ins>
                </p>
              ))}
            </div>
          </li>
        ))}
      </ol>
      <LoadMore hasMore={history.hasNextPage} loading={history.isFetchingNextPage} onMore={() => void history.fetchNextPage()} />
    </>
  );
}
