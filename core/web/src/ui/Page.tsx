// The space around a page's content: whole width for tables and designers, 880 px for reading and forms.
import type { ReactNode } from "react";
import css from "./Page.module.css";

export function Page({ reading = false, children }: { reading?: boolean; children: ReactNode }) {
  return <div className={`${css.page} ${reading ? css.reading : ""}`}>{children}</div>;
}
