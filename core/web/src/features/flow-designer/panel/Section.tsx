/** One labelled section of the settings, with what is wrong in it below its head. */
import { type ReactNode, useId } from "react";
import css from "./panel.module.css";

export function Section({ title, extra, children }: { title: string; extra?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className={css.section} aria-labelledby={id}>
      <div className={css.sectionHead}>
        <h2 id={id}>{title}</h2>
        {extra}
      </div>
      {children}
    </section>
  );
}
