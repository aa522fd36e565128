// The approval centre: queue, document, process. On a phone the queue and the document are two pages.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useNavigate, useParams, useSearchParams } from "react-router";
import { useCrumbs } from "@/app/crumbs";
import { EmptyState, useDebounced, useHotkeys, useIsPhone } from "@/ui";
import { isBox, useQueue, type Box } from "./boxes";
import css from "./approvals.module.css";
import { InstancePane } from "./InstancePane";
import { QueuePane } from "./QueuePane";
import { useMarkCopyRead } from "./useMarkCopyRead";

export default function ApprovalsPage() {
  const { box } = useParams();
  if (!isBox(box)) return <Navigate to="/approvals/todo" replace />;
  return <Centre key={box} box={box} />;
}

function Centre({ box }: { box: Box }) {
  const { t } = useTranslation("approvals");
  const { instanceId } = useParams();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const phone = useIsPhone();
  const [q, setQ] = useState("");
  const queue = useQueue(box, useDebounced(q.trim()));

  const taskId = params.get("task") ?? undefined;
  const listed = queue.rows.findIndex((row) => (taskId ? row.taskId === taskId : instanceId !== undefined && row.instanceId === instanceId));
  // On a desktop the first row is open until one is chosen.
  const first = !phone && instanceId === undefined && box !== "drafts" ? queue.rows[0] : undefined;
  const position = first ? 0 : listed;
  const openInstance = instanceId ?? first?.instanceId;
  const openTask = instanceId ? taskId : first?.taskId;

  useMarkCopyRead(box === "copied" ? queue.rows[position] : undefined);

  const go = (step: 1 | -1) => {
    const row = queue.rows[position + step];
    if (row && box !== "drafts") void navigate(row.to);
    if (step === 1 && position + 3 >= queue.rows.length && queue.hasMore && !queue.loadingMore) queue.loadMore();
  };
  useHotkeys({ j: () => go(1), k: () => go(-1) });

  /** After a decision: the one below, else the one above, else the empty list. */
  const leave = () => {
    const next = queue.rows[position + 1] ?? queue.rows[position - 1];
    void navigate(next && !phone ? next.to : `/approvals/${box}`, { replace: true });
  };

  // On a phone a list is a place of the tab bar, beside the others.
  useCrumbs(...(phone && !instanceId ? [] : [{ label: t("title"), to: "/approvals/todo" }]), { label: t(`box.${box}`), to: `/approvals/${box}` }, ...(phone && instanceId ? [{ label: t("document") }] : []));
  useEffect(() => {
    document.querySelector(`[data-row="${CSS.escape(queue.rows[position]?.id ?? "")}"]`)?.scrollIntoView({ block: "nearest" });
  }, [position, queue.rows]);

  const showQueue = !phone || instanceId === undefined;
  const showDocument = !phone || instanceId !== undefined;
  return (
    <div className={css.centre}>
      {showQueue && <QueuePane box={box} queue={queue} q={q} onSearch={setQ} current={queue.rows[position]?.id} />}
      {showDocument &&
        (openInstance ? (
          <InstancePane key={openInstance} id={openInstance} taskId={openTask} onDecided={leave} place={position >= 0 ? t("place", { at: position + 1, of: queue.rows.length }) : undefined} />
        ) : (
          <div className={css.nothing}>
            {!queue.isPending && <EmptyState title={queue.rows.length > 0 ? t("choose.title") : t(`empty.${box}.title`)}>{queue.rows.length === 0 ? t(`empty.${box}.text`) : box === "drafts" ? t("choose.draft") : t("choose.text")}</EmptyState>}
          </div>
        ))}
    </div>
  );
}
