// A cell that turns into its editor when pressed, and back when the editor is left.
import { type ReactNode, useRef, useState } from "react";
import { flushSync } from "react-dom";
import css from "./cells.module.css";

interface InPlaceProps {
  /** What is changed, with the row's name: every row has such a cell. Read before what the cell shows. */
  label: string;
  children: ReactNode;
  editor: (leave: () => void) => ReactNode;
}

export function InPlace({ label, children, editor }: InPlaceProps) {
  const [editing, setEditing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const leave = () => {
    if (!editing) return;
    flushSync(() => setEditing(false));
    button.current?.focus();
  };
  return (
    <span className={css.inPlace} onClick={(event) => event.stopPropagation()}>
      {editing ? (
        editor(leave)
      ) : (
        <button ref={button} type="button" className={css.cell} onClick={() => setEditing(true)}>
          <span className="visually-hidden">{label}</span>
          {children}
        </button>
      )}
    </span>
  );
}
