// The day's inbox: what waits for me by urgency, and beside it what I started, received and left half done.
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { ListChecks, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { tasksQuery } from "@/approval";
import { useCounts } from "@/app/me";
import { useCrumbs } from "@/app/crumbs";
import { EmptyState, ErrorState, ListSkeleton, LoadMore, nowInZone, PageHeader, urgencyOf } from "@/ui";
import { FirstSteps } from "./FirstSteps";
import { SideColumn } from "./SideColumn";
import { TaskGroup } from "./TaskGroup";
import { GROUPS, groupTasks, KINDS, type Kind, kindOf } from "./tasks";
import css from "./workbench.module.css";

export default function WorkbenchPage() {
  const { t } = useTranslation("workbench");
  const [params, setParams] = useSearchParams();
  const kind = KINDS.find((name) => name === params.get("kind")) ?? "all";
  const counts = useCounts();
  const list = useInfiniteQuery(tasksQuery("open"));
  const tasks = list.data?.pages.flatMap((page) => page.items) ?? [];
  const groups = groupTasks(tasks.filter((task) => kind === "all" || kindOf(task) === kind));

  useCrumbs({ label: t("title") });

  const total = counts?.openTasks ?? tasks.length;
  const overdue = counts?.overdueTasks ?? 0;
  const today = tasks.filter((task) => urgencyOf(task.dueAt) === "today").length;
  const facts = [nowInZone().format(t("dateFormat")), overdue > 0 && t("overdue", { count: overdue }), today > 0 && t("dueToday", { count: today })];

  return (
    <div className={css.page}>
      <div className={css.inbox}>
        <PageHeader
          title={t("inbox")}
          sub={facts.filter(Boolean).join(" · ")}
          actions={
            <>
              {tasks.length > 1 && (
                <Link to="/approvals/todo?batch=1">
                  <Button icon={<ListChecks size={16} aria-hidden />}>{t("batch")}</Button>
                </Link>
              )}
              <Link to="/start">
                <Button type="primary" icon={<Plus size={16} aria-hidden />}>
                  {t("start")}
                </Button>
              </Link>
            </>
          }
        />
        {tasks.length > 0 && (
          <div className={css.kinds} role="group" aria-label={t("kinds")}>
            {KINDS.map((name) => (
              <button key={name} type="button" aria-pressed={name === kind} onClick={() => setParams(name === "all" ? {} : { kind: name }, { replace: true })}>
                {t(`kind.${name}`)} <span>{kindCount(name)}</span>
              </button>
            ))}
          </div>
        )}
        {list.isPending && <ListSkeleton rows={8} />}
        {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isSuccess && tasks.length === 0 && <FirstSteps />}
        {tasks.length > 0 && Object.values(groups).every((group) => group.length === 0) && <EmptyState title={t("noneOfKind")} />}
        {GROUPS.map((name) => groups[name].length > 0 && <TaskGroup key={name} name={name} tasks={groups[name]} complete={!list.hasNextPage} />)}
        <LoadMore hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      </div>
      <SideColumn />
    </div>
  );

  /** Exact only when the whole list is here; otherwise the server's own count for all, and none for a part. */
  function kindCount(name: Kind): number | undefined {
    if (name === "all") return total;
    return list.hasNextPage ? undefined : tasks.filter((task) => kindOf(task) === name).length;
  }
}
