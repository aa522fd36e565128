// The flow so far, the people it waits for, and (dashed) what comes next.
import { Check, CircleDot, Clock, CornerUpLeft, Diamond, type LucideIcon, Minus, Send, UserRound, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { fileUrl, type FormSchema, type Schemas } from "@/api";
import { usePickText } from "@/i18n/usePickText";
import { FileAnchor, PreviewPlace } from "@/preview";
import { DateTime } from "@/ui";
import { DecidedDocuments } from "./DecidedDocuments";
import { FileLinks } from "./FileLinks";
import { namesOf } from "./people";
import css from "./Process.module.css";
import { readableReason } from "./reason";

type Step = Schemas["Step"];
type Mark = "done" | "failed" | "now" | "plain" | "next";

const MARKS: Record<Step["status"], { mark: Mark; icon: LucideIcon }> = {
  waiting: { mark: "now", icon: Clock },
  approved: { mark: "done", icon: Check },
  completed: { mark: "done", icon: Check },
  passed: { mark: "done", icon: Check },
  rejected: { mark: "failed", icon: X },
  cancelled: { mark: "plain", icon: Minus },
  returned: { mark: "plain", icon: CornerUpLeft },
  taken: { mark: "plain", icon: Diamond },
  sent: { mark: "plain", icon: Send },
};

/** Joins and ends say nothing that the lines do not. */
const SILENT = new Set(["join", "end"]);

interface ProcessProps {
  steps: Step[];
  upcoming: Schemas["UpcomingNode"][];
  /** The form whose fields the conditions compared. */
  schema: FormSchema;
  /** Marked as "you". */
  myId?: string | undefined;
}

export function Process({ steps, upcoming, schema, myId }: ProcessProps) {
  const shown = steps.filter((step) => !SILENT.has(step.kind));
  const coming = upcoming.filter((node) => !SILENT.has(node.kind));
  return (
    <ol className={css.list}>
      {shown.map((step) => (
        <StepItem key={`${step.activation}-${step.node}`} step={step} schema={schema} myId={myId} />
      ))}
      {coming.map((node, index) => (
        <UpcomingItem key={`${node.node}-${index}`} node={node} schema={schema} />
      ))}
    </ol>
  );
}

function StepItem({ step, schema, myId }: { step: Step; schema: FormSchema; myId: string | undefined }) {
  const { t, i18n } = useTranslation("approval");
  const pick = usePickText();
  const { mark, icon: Icon } = MARKS[step.status];
  const people = step.actors.length > 0 ? step.actors : [];
  const mine = people.some((person) => person.id === myId) && step.status === "waiting";
  const byRule = step.kind === "condition" || step.kind === "parallel";
  return (
    <li className={css.item} data-next={step.status === "waiting" || undefined}>
      <span className={css.mark} data-mark={mark}>
        <Icon size={14} aria-hidden />
      </span>
      <div className={css.head}>
        {byRule || people.length === 0 ? (
          <span className={css.rule}>{pick(step.name)}</span>
        ) : (
          <b>
            {namesOf(people, i18n.language)}
            {mine && people.length === 1 && t("process.you")}
          </b>
        )}
        {!byRule && (
          <span className={css.word} data-mark={mark}>
            {step.kind === "start" ? t("process.submitted") : t(`process.status.${step.status}`)}
          </span>
        )}
        <DateTime value={step.leftAt ?? step.enteredAt} className={css.at} />
      </div>
      {step.kind !== "start" && (
        <p className={css.why}>{[byRule || people.length === 0 ? "" : pick(step.name), readableReason(step.reason, schema, i18n.language)].filter(Boolean).join(" · ")}</p>
      )}
      {step.decisions.map((decision, index) => (
        <DecisionNote key={index} decision={decision} several={step.decisions.length > 1 || people.length > 1} />
      ))}
    </li>
  );
}

function DecisionNote({ decision, several }: { decision: Schemas["Decision"]; several: boolean }) {
  const { t } = useTranslation("approval");
  const says = several || decision.verdict === "transfer" || decision.onBehalfOf;
  if (!says && !decision.comment && !decision.signature && decision.files.length + decision.documents.length === 0) return null;
  return (
    <div className={css.note}>
      {says && (
        <p className={css.noteHead}>
          <b>{decision.actor.name}</b>
          {decision.onBehalfOf && <span>{t("process.onBehalf", { name: decision.onBehalfOf.name })}</span>}
          <span>{t(`process.verdict.${decision.verdict}`, { defaultValue: decision.verdict })}</span>
          <DateTime value={decision.at} className={css.at} />
        </p>
      )}
      {decision.comment && <blockquote className={css.quote}>{decision.comment}</blockquote>}
      {decision.signature && (
        <PreviewPlace>
          <FileAnchor file={decision.signature} href={fileUrl(decision.signature.id)} className={css.signed}>
            <img className={css.signature} src={fileUrl(decision.signature.id, true)} alt={t("process.signatureOf", { name: decision.actor.name })} />
          </FileAnchor>
        </PreviewPlace>
      )}
      <FileLinks files={decision.files} />
      <DecidedDocuments documents={decision.documents} />
    </div>
  );
}

function UpcomingItem({ node, schema }: { node: Schemas["UpcomingNode"]; schema: FormSchema }) {
  const { t, i18n } = useTranslation("approval");
  const pick = usePickText();
  const Icon = node.kind === "carbonCopy" || node.kind === "notify" ? Send : node.kind === "condition" || node.kind === "parallel" ? Diamond : node.actors.length ? UserRound : CircleDot;
  const people = namesOf(node.actors, i18n.language);
  return (
    <li className={css.item} data-next>
      <span className={css.mark} data-mark="next">
        <Icon size={14} aria-hidden />
      </span>
      <div className={css.head}>
        <span>{people || pick(node.name)}</span>
        {people && <span className={css.rule}>{pick(node.name)}</span>}
        {!people && (node.kind === "approve" || node.kind === "handle") && <span className={css.rule}>{t("process.later")}</span>}
      </div>
      {node.reason && <p className={css.why}>{readableReason(node.reason, schema, i18n.language)}</p>}
    </li>
  );
}
