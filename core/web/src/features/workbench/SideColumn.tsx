// Beside the inbox: what is due, what I opened last, what I started, copies I have not read, drafts. Each list is the first of its box, with its count.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { draftsQuery, namesOf, startedQuery, unreadCopiesQuery } from "@/approval";
import { useCounts } from "@/app/me";
import { usePickText } from "@/i18n/usePickText";
import { DateTime, InstanceStatusTag } from "@/ui";
import { Deadlines } from "./Deadlines";
import { Recent } from "./Recent";
import { SideSection } from "./SideSection";
import css from "./workbench.module.css";

const SHOWN = 4;

export function SideColumn() {
  const { t, i18n } = useTranslation("workbench");
  const pick = usePickText();
  const counts = useCounts();
  const started = useInfiniteQuery(startedQuery());
  const copies = useQuery(unreadCopiesQuery(SHOWN));
  const drafts = useInfiniteQuery(draftsQuery);

  return (
    <aside className={css.side} aria-label={t("side.label")}>
      <Deadlines />
      <Recent />
      <SideSection
        title={t("side.started")}
        count={counts && counts.started > 0 && t("side.running", { count: counts.started })}
        to="/approvals/started"
        none={t("side.startedNone")}
        list={started}
        rows={started.data?.pages[0]?.items.slice(0, SHOWN)}
      >
        {(row) => (
          <li key={row.id} className={css.line}>
            <Link to={`/approvals/started/${row.id}`} className="ellipsis">
              {row.title}
            </Link>
            <InstanceStatusTag status={row.status} plain />
            <small className="ellipsis">
              {[pick(row.flowName), row.status === "running" && row.currentSteps.length > 0 && t("side.waits", { names: namesOf(row.currentSteps.flatMap((step) => step.actors), i18n.language, 2) })]
                .filter(Boolean)
                .join(" · ")}
            </small>
          </li>
        )}
      </SideSection>
      <SideSection
        title={t("side.copies")}
        count={counts && counts.unreadCopies > 0 && t("side.unread", { count: counts.unreadCopies })}
        to="/approvals/copied"
        none={t("side.copiesNone")}
        list={copies}
        rows={copies.data?.items}
      >
        {(row) => (
          <li key={row.id} className={css.line}>
            <Link to={`/approvals/copied/${row.instanceId}`} className="ellipsis">
              {row.title}
            </Link>
            <DateTime value={row.createdAt} form="day" className={css.faint} />
            <small className="ellipsis">
              {pick(row.flowName)} · {row.initiator.name}
            </small>
          </li>
        )}
      </SideSection>
      <SideSection
        title={t("side.drafts")}
        count={counts && counts.drafts > 0 && counts.drafts}
        to="/approvals/drafts"
        none={t("side.draftsNone")}
        list={drafts}
        rows={drafts.data?.pages[0]?.items.slice(0, SHOWN)}
      >
        {(row) => (
          <li key={row.id} className={css.line}>
            <Link to={`/start/${row.flowKey}?draft=${row.id}`} className="ellipsis">
              {row.title || t("side.untitled")}
            </Link>
            <DateTime value={row.updatedAt} className={css.faint} />
            <small className="ellipsis">{pick(row.flowName)}</small>
          </li>
        )}
      </SideSection>
    </aside>
  );
}
