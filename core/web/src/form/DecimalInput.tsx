// An input for exact decimals: the value is a string, grouped while at rest and plain while typing. It never rounds;
// too many digits are told by validation, so that nobody's amount changes under their hands.

import { Input, type InputProps } from "antd";
import { useState } from "react";
import { formatDecimal, parseDecimal } from "./decimal";
import styles from "./form.module.css";

export interface DecimalInputProps extends Omit<InputProps, "value" | "onChange" | "defaultValue" | "type"> {
  value: string | null | undefined;
  onChange?: (value: string | null) => void;
  scale?: number;
}

export function DecimalInput({ value, onChange, scale = 0, onFocus, onBlur, className, ...rest }: DecimalInputProps) {
  const [typed, setTyped] = useState<string>();
  const unreadable = typed !== undefined && parseDecimal(typed) === undefined && typed !== "-";
  const change = (text: string) => {
    setTyped(text);
    const parsed = parseDecimal(text);
    if (parsed !== undefined && parsed !== (value ?? null)) onChange?.(parsed);
  };
  return (
    <Input
      {...rest}
      {...(unreadable ? { status: "error" as const } : {})}
      className={`${styles.decimal} ${className ?? ""}`}
      inputMode="decimal"
      autoComplete="off"
      value={typed ?? formatDecimal(value, scale)}
      onFocus={(e) => {
        setTyped(value ?? "");
        onFocus?.(e);
      }}
      onChange={(e) => change(e.target.value)}
      onBlur={(e) => {
        setTyped(undefined);
        onBlur?.(e);
      }}
    />
  );
}
