/** `/feedback`: what one said and how far it is; `/feedback/all`: everybody's, for who handles it. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Segmented, Select } from "antd";
import { MessageSquarePlus, MessageSquareText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useSearchParams } from "react-router";
import { api, ok } from "@/api";
import { useCrumbs } from "@/app/crumbs";
import { askForFeedback } from "@/app/feedback";
import { useCan } from "@/app/me";
import { DateTime, EmptyState, ErrorState, ListSkeleton, LoadMore, Page, PageHeader, type TextTab, TextTabs, useIsPhone } from "@/ui";
import css from "./feedback.module.css";
import { FeedbackStatusTag, KIND_ICONS, type Status, STATUSES } from "./kinds";

const PAGE_ROWS = 50;

export default function FeedbackListPage() {
  const { t } = useTranslation("feedback");
  const can = useCan();
  const phone = useIsPhone();
  const all = useLocation().pathname.endsWith("/all");
  const [params, setParams] = useSearchParams();
  const status = STATUSES.find((one) => one === params.get("status"));
  useCrumbs({ label: t("listTitle") });
  const list = useInfiniteQuery({
    queryKey: ["feedback", all ? "all" : "mine", status],
    queryFn: ({ pageParam }) => {
      const query = { limit: PAGE_ROWS, total: true, ...(status && { status }), ...(pageParam && { cursor: pageParam }) };
      return ok(all ? api.GET("/feedback", { params: { query } }) : api.GET("/me/feedback", { params: { query } }));
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const choose = (next: Status | "any") => setParams(next === "any" ? {} : { status: next }, { replace: true });
  const options = (["any", ...STATUSES] as const).map((value) => ({ value, label: t(`status.${value}`) }));
  const tabs: TextTab[] = [
    { to: "/feedback", label: t("mine"), end: true },
    { to: "/feedback/all", label: t("all") },
  ];
  return (
    <Page reading>
      <PageHeader
        title={t("listTitle")}
        actions={
          <Button type="primary" icon={<MessageSquarePlus size={16} aria-hidden />} onClick={askForFeedback}>
            {t("new")}
          </Button>
        }
      />
      {can("settings.manage") && <TextTabs label={t("listTitle")} tabs={tabs} />}
      <div className={css.tools}>
        {phone ? (
          <Select aria-label={t("statusLabel")} style={{ width: "100%" }} size="large" value={status ?? "any"} options={options} onChange={choose} />
        ) : (
          <Segmented aria-label={t("statusLabel")} value={status ?? "any"} options={options} onChange={choose} />
        )}
        {list.data?.pages[0]?.total !== undefined && <span className={css.quiet}>{t("total", { count: list.data.pages[0].total })}</span>}
      </div>
      {list.error ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <ListSkeleton rowHeight={64} />
      ) : rows.length === 0 ? (
        <EmptyState icon={MessageSquareText} title={t(status ? "noneSo" : all ? "noneAtAll" : "none")}>
          {t(all ? "noneAtAllText" : phone ? "noneTextPhone" : "noneText")}
        </EmptyState>
      ) : (
        <ul className={css.list} aria-label={t(all ? "all" : "mine")}>
          {rows.map((row) => {
            const Icon = KIND_ICONS[row.kind];
            return (
              <li key={row.id}>
                <Link to={`/feedback/${row.id}`}>
                  <Icon size={16} role="img" aria-label={t(`kind.${row.kind}`)} />
                  <span className={css.what}>
                    <span className={css.excerpt}>{row.excerpt}</span>
                    <small>
                      {all && <>{row.reporter.name} · </>}
                      <DateTime value={row.createdAt} /> · {row.page}
                    </small>
                  </span>
                  <FeedbackStatusTag status={row.status} plain />
                </Link>
              </li>
            );
          })}
        </ul>
      )}
      <LoadMore hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </Page>
  );
}
