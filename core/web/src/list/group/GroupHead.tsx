// A group's name, how many it has and whether it is open; below its rows the way to the next ones.

import { Button } from "antd";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import css from "./group.module.css";
import type { Section } from "./useGroups";

interface Props {
  section: Section<unknown>;
}

export function GroupHead({ section: { group, open, total, capped, onToggle } }: Props) {
  const { t } = useTranslation("list");
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <button type="button" className={css.head} aria-expanded={open} onClick={onToggle}>
      <Chevron size={14} aria-hidden />
      <span className={css.name} title={group.label}>
        {group.label}
      </span>
      {total !== undefined && <span className={css.count}>{t(capped ? "groups.over" : "groups.count", { count: total })}</span>}
    </button>
  );
}

/** What stands below the rows of an open group; nothing where all are there. */
export function GroupFoot({ section: { state, rest, growing, onMore, onRetry } }: Props) {
  const { t } = useTranslation("list");
  if (state === "loading") return <span className={css.quiet}>{t("groups.loading")}</span>;
  if (state === "failed") {
    return (
      <span className={css.quiet} role="alert">
        {t("groups.failed")}
        <Button type="link" size="small" onClick={onRetry}>
          {t("groups.retry")}
        </Button>
      </span>
    );
  }
  if (rest === undefined) return null;
  return (
    <Button type="link" size="small" loading={growing} onClick={onMore}>
      {rest > 0 ? t("groups.rest", { count: rest }) : t("groups.more")}
    </Button>
  );
}

export function hasFoot({ open, state, rest }: Section<unknown>): boolean {
  return open && (state !== "there" || rest !== undefined);
}
