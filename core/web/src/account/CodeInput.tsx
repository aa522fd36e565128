// A code of an authenticator app: one field for six digits, so that pasting, correcting and filling in by the phone
// work as everywhere. It tells when the last digit is there.
import { Input, type InputRef } from "antd";
import type { Ref } from "react";
import css from "./account.module.css";
import { CODE_DIGITS, digitsOf } from "./codes";

interface CodeInputProps {
  id: string;
  value: string;
  onChange: (digits: string) => void;
  onComplete: (digits: string) => void;
  /** The id of the sentence that says what is wrong. */
  wrong: string | undefined;
  pending: boolean;
  ref?: Ref<InputRef>;
}

export function CodeInput({ id, value, onChange, onComplete, wrong, pending, ref }: CodeInputProps) {
  return (
    <Input
      id={id}
      {...(ref && { ref })}
      size="large"
      className={css.code ?? ""}
      autoFocus
      inputMode="numeric"
      autoComplete="one-time-code"
      spellCheck={false}
      readOnly={pending}
      value={value}
      {...(wrong ? { status: "error" as const, "aria-invalid": true, "aria-describedby": wrong } : {})}
      onChange={(event) => {
        const digits = digitsOf(event.target.value);
        onChange(digits);
        if (digits.length === CODE_DIGITS && digits !== value) onComplete(digits);
      }}
    />
  );
}
