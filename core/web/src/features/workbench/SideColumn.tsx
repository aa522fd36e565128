// Beside the inbox: what is due, what I opened last, what I started, copies I have not read, drafts. Each list is the first of its box, with its count.
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { copiesQuery, draftsQuery, namesOf, startedQuery } from "@/approval";
import { useCounts } from "@/app/me";
import { usePickText } from "@/i18n/usePickText";
import { DateTime, InstanceStatusTag } from "@/ui";
import { Deadlines } from "./Deadlines";
import { Recent } from "./Recent";
import css from "./workbench.module.css";

const SHOWN = 4;

export function SideColumn() {
  const { t, i18n } = useTranslation("workbench");
  const pick = usePickText();
  const counts = useCounts();
  const started = useInfiniteQuery(startedQuery()).data?.pages[0]?.items ?? [];
  const copies = (useInfiniteQuery(copiesQuery).data?.pages[0]?.items ?? []).filter((copy) => !copy.readAt);
  const drafts = useInfiniteQuery(draftsQuery).data?.pages[0]?.items ?? [];

  return (
    <aside className={css.side} aria-label={t("side.label")}>
      <Deadlines />
      <Recent />
      <section>
        <h2>
          {t("side.started")}
          {counts && counts.started > 0 && <span>{t("side.running", { count: counts.started })}</span>}
          <Link to="/approvals/started">{t("side.all")}</Link>
        </h2>
        {started.length === 0 && <p className={css.faint}>{t("side.startedNone")}</p>}
        <ul>
          {started.slice(0, SHOWN).map((row) => (
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
          ))}
        </ul>
      </section>
      <section>
        <h2>
          {t("side.copies")}
          {counts && counts.unreadCopies > 0 && <span>{t("side.unread", { count: counts.unreadCopies })}</span>}
          <Link to="/approvals/copied">{t("side.all")}</Link>
        </h2>
        {copies.length === 0 && <p className={css.faint}>{t("side.copiesNone")}</p>}
        <ul>
          {copies.slice(0, SHOWN).map((row) => (
            <li key={row.id} className={css.line}>
              <Link to={`/approvals/copied/${row.instanceId}`} className="ellipsis">
                {row.title}
              </Link>
              <DateTime value={row.createdAt} form="day" className={css.faint} />
              <small className="ellipsis">
                {pick(row.flowName)} · {row.initiator.name}
              </small>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>
          {t("side.drafts")}
          {counts && counts.drafts > 0 && <span>{counts.drafts}</span>}
          <Link to="/approvals/drafts">{t("side.all")}</Link>
        </h2>
        {drafts.length === 0 && <p className={css.faint}>{t("side.draftsNone")}</p>}
        <ul>
          {drafts.slice(0, SHOWN).map((row) => (
            <li key={row.id} className={css.line}>
              <Link to={`/start/${row.flowKey}?draft=${row.id}`} className="ellipsis">
                {row.title || t("side.untitled")}
              </Link>
              <DateTime value={row.updatedAt} className={css.faint} />
              <small className="ellipsis">{pick(row.flowName)}</small>
            </li>
          ))}
        </ul>
      </section>
    </aside>
  );
}
