// The bar that never moves: who has it next, the opinion, the decision. A approves, R rejects.
import { Button, Dropdown, Input } from "antd";
import { ArrowRightLeft, ChevronDown } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Instance, isProblem, type ProblemItem, type TaskDetail } from "@/api";
import { NextPeople, useDecide, type Verdict } from "@/approval";
import { useAttachments } from "@/form";
import { usePickText } from "@/i18n/usePickText";
import { KeyHint, useHotkeys } from "@/ui";
import css from "./approvals.module.css";
import { changedFields } from "./changes";
import { DecideSheet, type Decision } from "./DecideSheet";
import { TransferSheet } from "./TransferSheet";
import { usePhrases } from "./usePhrases";

interface DecisionBarProps {
  instance: Instance;
  task: TaskDetail;
  data: Record<string, unknown>;
  onIssues: (issues: ProblemItem[]) => void;
  onDecided: () => void;
}

export function DecisionBar({ instance, task, data, onIssues, onDecided }: DecisionBarProps) {
  const { t } = useTranslation("approvals");
  const pick = usePickText();
  const decide = useDecide();
  const phrases = usePhrases();
  const attachments = useAttachments();
  const [comment, setComment] = useState("");
  const [asking, setAsking] = useState<Verdict>();
  const positive = task.nodeKind === "handle" ? "complete" : "approve";
  const approveName = pick(task.buttons.approve) || t(positive);
  const rejectName = pick(task.buttons.reject) || t("reject");

  useHotkeys({
    a: () => setAsking(positive),
    ...(positive === "approve" && { r: () => setAsking("reject") }),
    ...(task.buttons.transfer && { t: () => setAsking("transfer") }),
  });

  const carryOut = (decision: Decision & { to?: string }) => {
    const documents = Object.values(instance.refs.files);
    const changes = asking === positive ? changedFields(instance.data, data) : undefined;
    const deed = {
      taskId: task.id,
      verdict: asking ?? positive,
      ...(decision.comment && { comment: decision.comment }),
      ...(decision.signature && { signature: decision.signature }),
      ...(decision.to && { to: decision.to }),
      ...(attachments.files.length > 0 && { files: attachments.files.map((file) => file.id) }),
      ...(changes && { data: changes }),
      // What was on screen: a document that somebody changed meanwhile is not decided about unseen.
      ...(documents.length > 0 && { seenDocuments: Object.fromEntries(documents.map(({ id, sha256 }) => [id, sha256])) }),
    };
    // A promise, for the live update may take this bar away before the answer is here, and with it `mutate`'s callbacks.
    decide.mutateAsync(deed).then(
      () => {
        phrases.remember(decision.comment);
        setAsking(undefined);
        onDecided();
      },
      (error: unknown) => {
        if (!isProblem(error) || error.errors.length === 0) return;
        onIssues(error.errors);
        setAsking(undefined);
      },
    );
  };

  return (
    <div className={css.bar} role="group" aria-label={t("decide")}>
      <span className={css.next}>
        <NextPeople next={task.next} after={positive} />
      </span>
      <Input
        className={css.opinion}
        value={comment}
        onChange={(event) => setComment(event.target.value)}
        placeholder={opinionHint()}
        aria-label={t("opinion.label")}
      />
      <Dropdown trigger={["click"]} placement="topRight" menu={{ items: phrases.approve.map((phrase) => ({ key: phrase, label: phrase })), onClick: ({ key }) => setComment(key) }}>
        <Button type="text" className={css.phrases}>
          {t("phrases.title")}
          <ChevronDown size={14} aria-hidden />
        </Button>
      </Dropdown>
      {task.buttons.transfer && (
        <Button type="text" className={css.transfer} icon={<ArrowRightLeft size={16} aria-hidden />} onClick={() => setAsking("transfer")} aria-keyshortcuts="t">
          {t("transfer")}
        </Button>
      )}
      {positive === "approve" && (
        <Button danger className={css.no} onClick={() => setAsking("reject")} aria-keyshortcuts="r">
          {rejectName} <KeyHint>R</KeyHint>
        </Button>
      )}
      <Button type="primary" className={css.yes} onClick={() => setAsking(positive)} aria-keyshortcuts="a">
        {approveName} <KeyHint onFill>A</KeyHint>
      </Button>
      {asking === "transfer" && (
        <TransferSheet
          title={instance.title}
          comment={comment}
          attachments={attachments}
          pending={decide.isPending}
          onClose={() => setAsking(undefined)}
          onTransfer={carryOut}
        />
      )}
      {asking && asking !== "transfer" && (
        <DecideSheet
          verdict={asking}
          verb={asking === "reject" ? rejectName : approveName}
          title={instance.title}
          task={task}
          comment={comment}
          phrases={asking === "reject" ? phrases.reject : phrases.approve}
          attachments={attachments}
          pending={decide.isPending}
          onComment={setComment}
          onClose={() => setAsking(undefined)}
          onDecide={carryOut}
        />
      )}
    </div>
  );

  function opinionHint(): string {
    if (task.demands.commentOnApprove) return t("opinion.required");
    return task.demands.commentOnReject && positive === "approve" ? t("opinion.onReject") : t("opinion.optional");
  }
}
