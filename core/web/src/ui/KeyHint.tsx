// The key that does the same as the control it stands in.
import css from "./KeyHint.module.css";

export function KeyHint({ children, onFill = false }: { children: string; onFill?: boolean }) {
  return (
    <kbd aria-hidden className={`${css.key} ${onFill ? css.onFill : ""}`}>
      {children}
    </kbd>
  );
}
