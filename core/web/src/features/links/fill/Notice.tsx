// What there is instead of the form, or after it: one sentence that says how things stand, and what can be done.

import type { LucideIcon } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import css from "./fill.module.css";

interface Props {
  icon: LucideIcon;
  title: string;
  good?: boolean;
  /** Takes the focus, where it takes the place of what had it. */
  focus?: boolean;
  children: ReactNode;
}

export function Notice({ icon: Icon, title, good = false, focus = false, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focus) heading.current?.focus();
  }, [focus]);
  return (
    <section className={css.notice} data-good={good || undefined}>
      <span className={css.noticeIcon}>
        <Icon size={28} aria-hidden />
      </span>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </section>
  );
}
