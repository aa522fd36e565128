// What the document is, from whom, in which state; and why it came to the reader.
import { App } from "antd";
import { Clock, Diamond, Link2, Printer } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Instance, TaskDetail } from "@/api";
import { readableReason } from "@/approval/steps";
import { usePickText } from "@/i18n/usePickText";
import { copyText, DateTime, IconButton, InstanceStatusTag, PersonAvatar, StatusTag } from "@/ui";
import css from "./approvals.module.css";
import { OrderedProject } from "./OrderedProject";
import { whyMine } from "./why";

interface DocumentHeadProps {
  instance: Instance;
  task: TaskDetail | undefined;
  place: string | undefined;
}

export function DocumentHead({ instance, task, place }: DocumentHeadProps) {
  const { t, i18n } = useTranslation("approvals");
  const pick = usePickText();
  const { message } = App.useApp();
  const why = task && readableReason(whyMine(instance.steps, task, i18n.language), instance.schema, i18n.language);
  const copyLink = async () => {
    const link = `${window.location.origin}/approvals/${task ? "todo" : "started"}/${instance.id}`;
    if (await copyText(link)) void message.success(t("linkCopied"));
    // Shown to be copied by hand, for long enough.
    else void message.info(link, 8);
  };
  return (
    <>
      <header className={css.head}>
        <h1 id="document-title">{instance.title || t("untitled")}</h1>
        {task ? (
          <StatusTag tone="waiting" icon={Clock}>
            {t(`mine.${task.nodeKind}`)}
          </StatusTag>
        ) : (
          <InstanceStatusTag status={instance.status} />
        )}
        <span className={css.headTools}>
          {instance.can.print && <IconButton icon={Printer} label={t("print")} href={`/print/instances/${instance.id}`} target="_blank" />}
          <IconButton icon={Link2} label={t("copyLink")} onClick={() => void copyLink()} />
        </span>
      </header>
      <p className={css.facts}>
        <PersonAvatar person={instance.initiator} size="small" />
        <span>{[instance.initiator.name, pick(instance.department?.name)].filter(Boolean).join(" · ")}</span>
        <span className={css.faint}>
          <DateTime value={instance.startedAt} /> {t("submitted")}
        </span>
        <span className={css.faint}>{[pick(instance.flowName), instance.serial].filter(Boolean).join(" · ")}</span>
        {place && <span className={`${css.faint} ${css.place}`}>{place}</span>}
      </p>
      {instance.project && <OrderedProject ordered={instance.project} />}
      {why && (
        <p className={css.why}>
          <Diamond size={16} aria-hidden />
          <span>
            <b>{t(`why.${task?.nodeKind}`)}</b>
            {why}
          </span>
        </p>
      )}
    </>
  );
}
