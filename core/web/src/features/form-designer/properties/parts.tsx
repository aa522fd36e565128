// Small pieces of the properties panel: a titled section, a labelled control, a switch with its words.

import { InputNumber, Switch } from "antd";
import { useId, type ReactNode } from "react";
import css from "../designer.module.css";

export function Section({ title, beside, children }: { title: string; beside?: ReactNode; children: ReactNode }) {
  return (
    <section className={css.propSection} aria-label={title}>
      <div className={css.propHead}>
        <h3>{title}</h3>
        {beside}
      </div>
      {children}
    </section>
  );
}

export function Labelled({
  label,
  help,
  error,
  children,
}: {
  label: string;
  help?: ReactNode;
  error?: string | undefined;
  children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div>
      <label className={css.propLabel} htmlFor={id}>
        {label}
      </label>
      {children(id)}
      {error && <div className={css.propError}>{error}</div>}
      {help && <div className={css.quiet}>{help}</div>}
    </div>
  );
}

export function Toggle({
  label,
  checked,
  disabled = false,
  onChange,
}: {
  label: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label className={css.toggle}>
      <span>{label}</span>
      <Switch size="small" aria-label={label} checked={checked} disabled={disabled} onChange={onChange} />
    </label>
  );
}

/** A count such as rows, digits or characters: whole, not money. */
export function Count({
  label,
  value,
  min = 0,
  max,
  onChange,
}: {
  label: string;
  value: number | null | undefined;
  min?: number;
  max?: number;
  onChange: (value: number | undefined) => void;
}) {
  return (
    <Labelled label={label}>
      {(id) => (
        <InputNumber
          id={id}
          className={css.wide}
          min={min}
          {...(max === undefined ? {} : { max })}
          precision={0}
          value={value ?? null}
          onChange={(v) => onChange(v ?? undefined)}
        />
      )}
    </Labelled>
  );
}
