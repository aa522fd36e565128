// What a list or page shows when it has nothing, waits, or failed. Each says what to do next.
import { Button } from "antd";
import { CloudOff, Inbox, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "@/api";
import css from "./states.module.css";

interface EmptyStateProps {
  icon?: LucideIcon;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ icon: Icon = Inbox, title, children, action }: EmptyStateProps) {
  return (
    <div className={css.state}>
      <Icon size={28} aria-hidden />
      <p className={css.title}>{title}</p>
      {children && <div className={css.text}>{children}</div>}
      {action && <div className={css.action}>{action}</div>}
    </div>
  );
}

export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation("ui");
  const offline = isProblem(error, "network");
  const Icon = offline ? CloudOff : TriangleAlert;
  return (
    <div className={css.state} role="alert">
      <Icon size={28} aria-hidden />
      <p className={css.title}>{offline ? t("error.offline") : t("error.title")}</p>
      <div className={css.text}>{offline ? t("error.offlineHelp") : problemWhole(error, t("error.unknown"))}</div>
      {onRetry && (
        <div className={css.action}>
          <Button onClick={onRetry}>{t("action.retry")}</Button>
        </div>
      )}
    </div>
  );
}

/** The sentence of a failure: the server's own, else the fallback. */
export function problemText(error: unknown, fallback: string): string {
  return isProblem(error) && error.message ? error.message : fallback;
}

/** A failure where no field is at hand: what is wrong with each, for the sentence above them only refers to it. */
export function problemWhole(error: unknown, fallback: string): string {
  const each = isProblem(error) ? [...new Set(error.errors.map(({ message }) => message))].join(" ") : "";
  return each || problemText(error, fallback);
}

/** Lines of the true height, so that nothing jumps when the rows arrive. */
export function ListSkeleton({ rows = 6, rowHeight = 40 }: { rows?: number; rowHeight?: number }) {
  const { t } = useTranslation("ui");
  return (
    <div role="status" aria-label={t("loading")}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={css.line} style={{ height: rowHeight }}>
          <span className={css.bar} style={{ width: `${38 + ((index * 17) % 34)}%` }} />
          <span className={css.bar} style={{ width: 72 }} />
        </div>
      ))}
    </div>
  );
}
