// One row: the subject first, template and person under it, the amount and what presses at the right.
import { Checkbox } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { namesOf } from "@/approval";
import { usePickText } from "@/i18n/usePickText";
import { DateTime, DueTime, InstanceStatusTag, StatusTag } from "@/ui";
import css from "./approvals.module.css";
import type { QueueRow } from "./boxes";

interface QueueItemProps {
  row: QueueRow;
  current: boolean;
  selection?: { checked: boolean; disabled: boolean; toggle: () => void } | undefined;
}

export function QueueItem({ row, current, selection }: QueueItemProps) {
  const { t, i18n } = useTranslation("approvals");
  const pick = usePickText();
  const who = row.waitingFor?.length && row.status === "running" ? t("waitingFor", { names: namesOf(row.waitingFor, i18n.language, 2) }) : row.person?.name;
  return (
    <li className={css.item} data-row={row.id} data-current={current || undefined}>
      {selection && <Checkbox className={css.check} checked={selection.checked} disabled={selection.disabled} onChange={selection.toggle} aria-label={t("batch.choose", { title: row.title })} />}
      <Link to={row.to} className={css.link} aria-current={current || undefined}>
        <span className={`ellipsis ${css.subject}`}>
          {row.unread && <span className={css.unread} role="img" aria-label={t("unread")} />}
          {row.title || t("untitled")}
        </span>
        <span className={css.amount}>{row.amount}</span>
        <span className={`ellipsis ${css.meta}`}>{[pick(row.flowName), who].filter(Boolean).join(" · ")}</span>
        <span className={css.when}>
          <Right row={row} />
        </span>
      </Link>
    </li>
  );
}

function Right({ row }: { row: QueueRow }) {
  const { t } = useTranslation("approvals");
  if (row.dueAt) return <DueTime value={row.dueAt} />;
  if (row.status) return <InstanceStatusTag status={row.status} plain />;
  if (row.outcome === "reject" || row.outcome === "rejected") {
    return (
      <StatusTag tone="failed" plain>
        {t("outcome.reject")}
      </StatusTag>
    );
  }
  if (row.outcome === "approve" || row.outcome === "approved") {
    return (
      <StatusTag tone="done" plain>
        {t("outcome.approve")}
      </StatusTag>
    );
  }
  return <DateTime value={row.at} form="day" />;
}
