// A titled part of the settings, divided by a line.
import type { ReactNode } from "react";
import css from "./settings.module.css";

interface SectionProps {
  id: string;
  title: string;
  hint?: string;
  children: ReactNode;
}

export function Section({ id, title, hint, children }: SectionProps) {
  return (
    <section id={id} className={css.section} aria-labelledby={`${id}-title`}>
      <div>
        <h2 id={`${id}-title`}>{title}</h2>
        {hint && <p className={css.hint}>{hint}</p>}
      </div>
      <div className={css.content}>{children}</div>
    </section>
  );
}
