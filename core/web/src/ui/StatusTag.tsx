// One of four meanings, never by colour alone: an icon and a word.
import { Ban, CircleCheck, CircleDashed, CirclePlay, CircleX, Clock, type LucideIcon, RotateCcw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { InstanceStatus } from "@/api";
import css from "./StatusTag.module.css";

export type Tone = "done" | "running" | "waiting" | "failed" | "neutral";

const ICONS: Record<Tone, LucideIcon> = {
  done: CircleCheck,
  running: CirclePlay,
  waiting: Clock,
  failed: CircleX,
  neutral: CircleDashed,
};

interface StatusTagProps {
  tone: Tone;
  icon?: LucideIcon;
  /** Without the filled background, for dense rows. */
  plain?: boolean;
  children: ReactNode;
}

export function StatusTag({ tone, icon, plain = false, children }: StatusTagProps) {
  const Icon = icon ?? ICONS[tone];
  return (
    <span className={`${css.tag} ${css[tone]} ${plain ? "" : css.filled}`}>
      <Icon size={14} aria-hidden />
      {children}
    </span>
  );
}

const INSTANCE: Record<InstanceStatus, { tone: Tone; icon?: LucideIcon }> = {
  running: { tone: "running" },
  approved: { tone: "done" },
  rejected: { tone: "failed" },
  withdrawn: { tone: "neutral", icon: RotateCcw },
  terminated: { tone: "neutral", icon: Ban },
  failed: { tone: "failed", icon: TriangleAlert },
};

export function InstanceStatusTag({ status, plain = false }: { status: InstanceStatus; plain?: boolean }) {
  const { t } = useTranslation("ui");
  return (
    <StatusTag {...INSTANCE[status]} plain={plain}>
      {t(`status.${status}`)}
    </StatusTag>
  );
}
