// The day's inbox: what waits for me by urgency, and beside it what is due, what I opened last, and what I started.
import { ListChecks, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useCrumbs } from "@/app/crumbs";
import { ButtonLink, EmptyState, ErrorState, ListSkeleton, LoadMore, nowInZone, PageHeader, urgencyOf } from "@/ui";
import { EntryGroup } from "./EntryGroup";
import { GROUPS, grouped, KINDS, PRESSES } from "./entries";
import { FirstSteps } from "./FirstSteps";
import { SideColumn } from "./SideColumn";
import { useInbox } from "./useInbox";
import css from "./workbench.module.css";

export default function WorkbenchPage() {
  const { t } = useTranslation("workbench");
  const [params, setParams] = useSearchParams();
  const kind = KINDS.find((name) => name === params.get("kind")) ?? "all";
  const press = PRESSES.find((name) => name === params.get("press"));
  const inbox = useInbox(kind, press);
  const groups = grouped(inbox.entries);
  useCrumbs({ label: t("title") });

  const overdue = inbox.overdueTasks + (inbox.work?.overdue ?? 0);
  const today = inbox.tasks.filter((task) => urgencyOf(task.dueAt) === "today").length + (inbox.work?.today ?? 0);
  const facts = [nowInZone().format(t("dateFormat")), overdue > 0 && t("overdue", { count: overdue }), today > 0 && t("dueToday", { count: today })];
  const empty = !inbox.isPending && !inbox.failed && inbox.entries.length === 0;
  const nothing = inbox.numbers.all === 0;

  return (
    <div className={css.page}>
      <div className={css.inbox}>
        <PageHeader
          title={t("inbox")}
          sub={facts.filter(Boolean).join(" · ")}
          actions={
            <>
              {inbox.tasks.length > 1 && (
                <ButtonLink to="/approvals/todo?batch=1" icon={<ListChecks size={16} aria-hidden />}>{t("batch")}</ButtonLink>
              )}
              <ButtonLink to="/start" type="primary" icon={<Plus size={16} aria-hidden />}>
                {t("start")}
              </ButtonLink>
            </>
          }
        />
        {!nothing && (
          <div className={css.kinds} role="group" aria-label={t("kinds")}>
            {KINDS.map((name) => (
              <button key={name} type="button" aria-pressed={name === kind} onClick={() => setParams(name === "all" ? {} : { kind: name }, { replace: true })}>
                {t(`kind.${name}`)} <span>{inbox.numbers[name]}</span>
              </button>
            ))}
          </div>
        )}
        {kind === "items" && inbox.work && inbox.work.all > 0 && (
          <div className={css.presses} role="group" aria-label={t("presses")}>
            {PRESSES.map((name) => (
              <button
                key={name}
                type="button"
                aria-pressed={name === press}
                onClick={() => setParams(name === press ? { kind } : { kind, press: name }, { replace: true })}
              >
                {t(`group.${name}`)} <span>{inbox.work?.[name]}</span>
              </button>
            ))}
          </div>
        )}
        {inbox.isPending && <ListSkeleton rows={8} />}
        {inbox.failed && <ErrorState error={inbox.failed.error} onRetry={() => void inbox.failed?.refetch()} />}
        {empty && (nothing ? <FirstSteps /> : <EmptyState title={t("none.title")}>{t(`none.${kind}`)}</EmptyState>)}
        {!inbox.isPending &&
          GROUPS.map((name) => groups[name].length > 0 && <EntryGroup key={name} name={name} entries={groups[name]} complete={inbox.complete} />)}
        <LoadMore hasMore={!inbox.complete} loading={inbox.loading} onMore={inbox.more} />
      </div>
      <SideColumn />
    </div>
  );
}
