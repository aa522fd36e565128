// What several field types have in common: accessible attributes of a control, plain text views.

import { Input } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { textOf, type FieldTypeName } from "../schema";
import styles from "../form.module.css";
import type { EditProps, FilterEditorProps } from "./fieldType";

/** The attributes that tie a control to its label, its help and its error. */
export function control<T extends FieldTypeName>({ id, label, describedBy, required, invalid, inCell }: EditProps<T>) {
  return {
    id,
    ...(inCell ? { "aria-label": label } : {}),
    "aria-describedby": describedBy,
    "aria-required": required || undefined,
    "aria-invalid": invalid || undefined,
    ...(invalid ? { status: "error" as const } : {}),
    ...(inCell ? { variant: "borderless" as const } : {}),
  };
}

export function asText(value: unknown): string {
  return typeof value === "string" ? value : value == null ? "" : String(value);
}

export function asIds(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" && value !== "" ? [value] : [];
}

export function usePlaceholder<T extends FieldTypeName>(props: EditProps<T>): string | undefined {
  const { i18n } = useTranslation("form");
  return textOf(props.field.placeholder, i18n.language) || undefined;
}

/** An empty value in read mode: a dash that a screen reader hears as words. */
export function Nothing(): ReactNode {
  const { t } = useTranslation("form");
  return (
    <span className={styles.nothing} aria-label={t("empty")} role="img">
      –
    </span>
  );
}

export function TextFilter<T extends FieldTypeName>({ value, onChange, label }: FilterEditorProps<T>) {
  const { t } = useTranslation("form");
  return (
    <Input
      aria-label={label}
      value={asText(value)}
      placeholder={t("expr.value")}
      allowClear
      onChange={(e) => onChange(e.target.value || undefined)}
    />
  );
}

/** Two editors for `between`, one for the rest. */
export function Between({
  op,
  value,
  onChange,
  children,
}: {
  op: string;
  value: unknown;
  onChange: (value: unknown) => void;
  children: (value: unknown, onChange: (value: unknown) => void, end: "one" | "from" | "to") => ReactNode;
}) {
  const { t } = useTranslation("form");
  if (op !== "between") return children(Array.isArray(value) ? value[0] : value, onChange, "one");
  const [from, to] = Array.isArray(value) ? value : [undefined, undefined];
  return (
    <span className={styles.between}>
      {children(from, (next) => onChange([next, to]), "from")}
      <span>{t("filter.to")}</span>
      {children(to, (next) => onChange([from, next]), "to")}
    </span>
  );
}
