// What a list or page shows when it has nothing, waits, or failed. Each says what to do next.
import { Button } from "antd";
import { CloudOff, Compass, Inbox, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "@/api";
import { ButtonLink } from "./ButtonLink";
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

/** A way on from what is not there: where to, and what the button says. */
export interface WayOn {
  to: string;
  label: string;
}

interface ErrorStateProps {
  error: unknown;
  onRetry?: () => void;
  /** Where to go from what is not there or not one's own; the workbench where absent. */
  wayOn?: WayOn | undefined;
}

export function ErrorState({ error, onRetry, wayOn }: ErrorStateProps) {
  const { t } = useTranslation("ui");
  if (isOutOfReach(error)) {
    return (
      <EmptyState icon={Compass} title={t("error.absent")} action={<ButtonLink to={wayOn?.to ?? "/"}>{wayOn?.label ?? t("error.home")}</ButtonLink>}>
        {isProblem(error, "not_found") ? t("error.absentHelp") : problemWhole(error, t("error.absentHelp"))}
      </EmptyState>
    );
  }
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

/** Not there, or not for this person: asking again would get the same answer. */
function isOutOfReach(error: unknown): boolean {
  return isProblem(error) && (error.status === 403 || error.status === 404 || error.status === 410);
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
