/** How kinds and statuses of feedback are drawn: an icon and a word, never a colour alone. */
import { Bug, CircleCheck, CircleHelp, CircleX, Hourglass, Inbox, Lightbulb, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import { StatusTag, type Tone } from "@/ui";

export type Kind = Schemas["FeedbackKind"];
export type Status = Schemas["FeedbackStatus"];

export const KINDS: Kind[] = ["problem", "wish", "question"];
export const STATUSES: Status[] = ["new", "inProgress", "done", "declined"];

export const KIND_ICONS: Record<Kind, LucideIcon> = { problem: Bug, wish: Lightbulb, question: CircleHelp };

const LOOKS: Record<Status, { tone: Tone; icon: LucideIcon }> = {
  new: { tone: "waiting", icon: Inbox },
  inProgress: { tone: "running", icon: Hourglass },
  done: { tone: "done", icon: CircleCheck },
  declined: { tone: "neutral", icon: CircleX },
};

export function FeedbackStatusTag({ status, plain = false }: { status: Status; plain?: boolean }) {
  const { t } = useTranslation("feedback");
  return (
    <StatusTag {...LOOKS[status]} plain={plain}>
      {t(`status.${status}`)}
    </StatusTag>
  );
}
