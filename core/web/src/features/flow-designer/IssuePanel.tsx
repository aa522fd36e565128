/** What is missing before publishing, by name; a click goes there. */
import { ChevronDown, ChevronUp, CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import css from "./designer.module.css";
import type { Finding } from "./findings";

interface IssuePanelProps {
  findings: Finding[];
  nameOf: (key: string | undefined) => string;
  open: boolean;
  onToggle: () => void;
  onGo: (key: string) => void;
}

export function IssuePanel({ findings, nameOf, open, onToggle, onGo }: IssuePanelProps) {
  const { t } = useTranslation("flow-designer");
  if (findings.length === 0) {
    return (
      <p className={css.ready} role="status">
        <CircleCheck size={14} aria-hidden />
        {t("issues.none")}
      </p>
    );
  }
  const Chevron = open ? ChevronDown : ChevronUp;
  return (
    <section className={css.issues} aria-label={t("issues.title", { count: findings.length })}>
      <button type="button" className={css.issuesHead} aria-expanded={open} title={t(open ? "issues.close" : "issues.open")} onClick={onToggle}>
        <TriangleAlert size={16} aria-hidden />
        <span role="status">{t("issues.title", { count: findings.length })}</span>
        <Chevron size={16} aria-hidden />
      </button>
      {open && (
        <ul className={css.issuesList}>
          {findings.map((finding, index) => (
            <li key={`${finding.at}-${index}`}>
              <button type="button" className={css.issue} disabled={!finding.at} onClick={() => finding.at && onGo(finding.at)}>
                <TriangleAlert size={14} aria-hidden />
                <span>
                  <strong>{nameOf(finding.at)}</strong>
                  <small>{finding.text}</small>
                </span>
                {finding.at && <em>{t("issues.go")}</em>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
