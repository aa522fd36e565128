// The right side of a comparison, by what the left side is.

import { Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { DatePart } from "../DatePart";
import { currencyUnit } from "@/ui";
import { DecimalInput } from "../DecimalInput";
import { DepartmentPicker } from "../pickers/DepartmentPicker";
import { PersonPicker } from "../pickers/PersonPicker";
import { textOf, type Refs } from "../schema";
import { literalTexts, type Literal } from "./expr";
import type { Subject } from "./subject";

export interface LiteralEditorProps {
  subject: Subject;
  list: boolean;
  value: Literal;
  onChange: (value: Literal) => void;
  refs?: Refs | undefined;
  disabled?: boolean;
  "aria-label": string;
}

const texts = (ids: string[]): Literal => ({ list: ids.map((text) => ({ text })) });

export function LiteralEditor({ subject, list, value, onChange, refs, disabled, ...aria }: LiteralEditorProps) {
  const { t, i18n } = useTranslation("form");
  const chosen = literalTexts(value);
  const one = (text: string | null | undefined): Literal => (text ? { text } : "null");
  const common = { ...aria, disabled, style: { width: "100%", minWidth: 120 } };
  switch (subject.kind) {
    case "number":
      return (
        <DecimalInput
          {...common}
          value={chosen[0]}
          scale={subject.info?.scale ?? 0}
          suffix={subject.info?.currency && currencyUnit(subject.info.currency, i18n.language)}
          onChange={(n) => onChange(n === null ? "null" : { number: n })}
        />
      );
    case "date":
      return <DatePart {...common} value={chosen[0]} onChange={(d) => onChange(d ? { date: d } : "null")} />;
    case "bool":
      return (
        <Select
          {...common}
          value={chosen[0] ?? "true"}
          onChange={(v) => onChange({ bool: v === "true" })}
          options={[
            { value: "true", label: t("expr.checked") },
            { value: "false", label: t("expr.unchecked") },
          ]}
        />
      );
    case "option":
    case "options":
      return (
        <Select<string | string[]>
          {...common}
          {...(list ? { mode: "multiple" as const } : {})}
          value={list ? chosen : chosen[0]}
          onChange={(v) => onChange(Array.isArray(v) ? texts(v) : one(v))}
          placeholder={t("select.placeholder")}
          showSearch={{ optionFilterProp: "label" }}
          options={(subject.info?.options ?? []).map((o) => ({ value: o.key, label: textOf(o.label, i18n.language, o.key) }))}
        />
      );
    case "people":
      return (
        <PersonPicker
          {...common}
          multiple={list}
          refs={refs}
          value={chosen}
          onChange={(ids) => onChange(list ? texts(ids) : one(ids[0]))}
        />
      );
    case "departments":
      return (
        <DepartmentPicker
          {...common}
          multiple={list}
          refs={refs}
          value={chosen}
          onChange={(ids) => onChange(list ? texts(ids) : one(ids[0]))}
        />
      );
    default:
      return (
        <Input
          {...common}
          value={chosen[0] ?? ""}
          onChange={(e) => onChange(one(e.target.value))}
          placeholder={t("expr.value")}
        />
      );
  }
}
