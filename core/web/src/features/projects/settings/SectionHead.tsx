// The title of a section of the settings, with what it is for and what can be done.
import type { ReactNode } from "react";
import css from "./settings.module.css";

export function SectionHead({ title, hint, actions }: { title: ReactNode; hint?: ReactNode; actions?: ReactNode }) {
  return (
    <header className={css.head}>
      <h2>{title}</h2>
      {actions && <div className={css.headActions}>{actions}</div>}
      {hint && <p>{hint}</p>}
    </header>
  );
}
