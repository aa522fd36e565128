// Tabs that are links: what they choose stands in the URL.
import type { ReactNode } from "react";
import { NavLink } from "react-router";
import css from "./TextTabs.module.css";

export interface TextTab {
  to: string;
  label: ReactNode;
  count?: number;
  /** Not also chosen on the pages below it. */
  end?: boolean;
}

export function TextTabs({ tabs, label, className }: { tabs: TextTab[]; label: string; className?: string }) {
  return (
    <nav className={`${css.tabs} ${className ?? ""}`} aria-label={label}>
      {tabs.map((tab) => (
        <NavLink key={tab.to} to={tab.to} end={tab.end ?? false} className={css.tab}>
          {tab.label}
          {tab.count !== undefined && tab.count > 0 && <span className={css.count}>{tab.count}</span>}
        </NavLink>
      ))}
    </nav>
  );
}
