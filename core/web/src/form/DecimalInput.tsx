// An input for exact decimals: the value is a string, grouped while at rest and plain while typing. It never rounds;
// too many digits are told by validation, so that nobody's amount changes under their hands.

import { Input, type InputProps, type InputRef } from "antd";
import { useLayoutEffect, useRef, useState } from "react";
import { formatDecimal, parseDecimal } from "./decimal";
import styles from "./form.module.css";

export interface DecimalInputProps extends Omit<InputProps, "value" | "onChange" | "defaultValue" | "type"> {
  value: string | null | undefined;
  onChange?: (value: string | null) => void;
  scale?: number;
}

export function DecimalInput({ value, onChange, scale = 0, onFocus, onBlur, className, ...rest }: DecimalInputProps) {
  const [typed, setTyped] = useState<string>();
  const input = useRef<InputRef>(null);
  const typing = typed !== undefined;
  // The plain digits take the place of the grouped ones, and with them goes what Tab had selected: without this, typing
  // would add to an amount instead of replacing it.
  useLayoutEffect(() => {
    if (typing) input.current?.select();
  }, [typing]);
  const unreadable = typed !== undefined && parseDecimal(typed) === undefined && typed !== "-";
  const change = (text: string) => {
    setTyped(text);
    const parsed = parseDecimal(text);
    if (parsed !== undefined && parsed !== (value ?? null)) onChange?.(parsed);
  };
  return (
    <Input
      {...rest}
      ref={input}
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
