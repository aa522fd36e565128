// The head of a page: its one h1, a line of facts, its actions (one primary at most).
import type { ReactNode } from "react";
import css from "./PageHeader.module.css";

interface PageHeaderProps {
  title: ReactNode;
  sub?: ReactNode;
  /** What narrows the page, such as a search; on a phone a line of its own. */
  tools?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, sub, tools, actions }: PageHeaderProps) {
  return (
    <header className={css.header}>
      <h1>{title}</h1>
      {sub && <p className={css.sub}>{sub}</p>}
      {tools && <div className={css.tools}>{tools}</div>}
      {actions && <div className={css.actions}>{actions}</div>}
    </header>
  );
}
