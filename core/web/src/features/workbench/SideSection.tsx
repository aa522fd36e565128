// One list beside the inbox: on its way, not to be had, empty, or its first rows. What it already has stays over a failure to refresh it.
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { isProblem } from "@/api";
import { ListSkeleton, problemText } from "@/ui";
import css from "./workbench.module.css";

interface Asked {
  error: unknown;
  isFetching: boolean;
  refetch: () => unknown;
}

interface SideSectionProps<T> {
  title: string;
  /** Beside the title; nothing where there is nothing to count. */
  count: ReactNode;
  /** The page that lists all of it. */
  to: string;
  none: string;
  list: Asked;
  /** Absent until the server has answered. */
  rows: T[] | undefined;
  children: (row: T) => ReactNode;
}

export function SideSection<T>({ title, count, to, none, list, rows, children }: SideSectionProps<T>) {
  const { t } = useTranslation("workbench");
  return (
    <section aria-label={title}>
      <h2>
        {title}
        {count && <span>{count}</span>}
        <Link to={to}>{t("side.all")}</Link>
      </h2>
      {rows ? (
        rows.length === 0 ? (
          <p className={css.faint}>{none}</p>
        ) : (
          <ul>{rows.map(children)}</ul>
        )
      ) : (
        <SideWaits list={list} />
      )}
    </section>
  );
}

/** In place of what the server has not told yet, or did not tell. */
export function SideWaits({ list }: { list: Asked }) {
  const { t } = useTranslation("workbench");
  if (!list.error) return <ListSkeleton rows={2} />;
  return (
    <div role="alert" className={css.faint}>
      {isProblem(list.error, "network") ? t("ui:error.offline") : problemText(list.error, t("ui:error.unknown"))}{" "}
      <Button type="link" size="small" loading={list.isFetching} onClick={() => void list.refetch()}>
        {t("ui:action.retry")}
      </Button>
    </div>
  );
}
