// One to-do: what, how much, from whom, until when, and the shortest way to be done with it.
import { FileInput, type LucideIcon, SquareCheckBig, Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { TaskRow } from "@/api";
import { amountOf } from "@/approval";
import { usePickText } from "@/i18n/usePickText";
import { DateTime, DueTime, PersonName } from "@/ui";
import { deedOf } from "./entries";
import { QuickApprove } from "./QuickApprove";
import css from "./workbench.module.css";

const ICONS: Record<ReturnType<typeof deedOf>, LucideIcon> = { approve: SquareCheckBig, handle: FileInput, resubmit: Undo2 };

export function TaskItem({ task }: { task: TaskRow }) {
  const { t } = useTranslation("workbench");
  const pick = usePickText();
  const kind = deedOf(task);
  const Icon = ICONS[kind];
  const amount = amountOf(task.summary);
  const to = `/approvals/todo/${task.instanceId}?task=${task.id}`;
  return (
    <li className={css.item}>
      <span className={css.kind}>
        <Icon size={16} aria-hidden />
        <span>{t(`deed.${kind}`)}</span>
      </span>
      <Link to={to} className={css.subject}>
        <span className="ellipsis">
          {pick(task.flowName)} · {task.title}
        </span>
        <small>{task.serial}</small>
      </Link>
      <span className={css.amount}>{amount}</span>
      <span className={css.who}>
        <PersonName person={task.initiator} />
      </span>
      <span className={css.due}>{task.dueAt ? <DueTime value={task.dueAt} /> : <DateTime value={task.createdAt} className={css.faint} />}</span>
      <span className={css.phoneFacts}>
        {amount && <b>{amount}</b>}
        {task.dueAt && <DueTime value={task.dueAt} />}
        <span>{[task.initiator.name, task.serial].filter(Boolean).join(" · ")}</span>
      </span>
      <span className={css.action}>
        {kind === "approve" ? <QuickApprove task={task} to={to} /> : <Link to={to} className={css.quiet}>{t(`act.${kind}`)}</Link>}
      </span>
    </li>
  );
}
