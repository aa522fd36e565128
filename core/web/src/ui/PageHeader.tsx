// The head of a page: its one h1, a line of facts, its actions (one primary at most).
import type { ReactNode } from "react";
import css from "./PageHeader.module.css";

interface PageHeaderProps {
  title: ReactNode;
  sub?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, sub, actions }: PageHeaderProps) {
  return (
    <header className={css.header}>
      <h1>{title}</h1>
      {sub && <p className={css.sub}>{sub}</p>}
      {actions && <div className={css.actions}>{actions}</div>}
    </header>
  );
}
