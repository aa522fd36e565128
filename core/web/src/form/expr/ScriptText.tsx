// The text of a script (Rhai): line numbers, completion of the names that it finds. Knows nothing of meaning.

import { autocompletion, type Completion, type CompletionContext } from "@codemirror/autocomplete";
import { lineNumbers } from "@codemirror/view";
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { CodeText, type CodeTextProps } from "./CodeText";
import { type FieldInfo, infoLabel } from "./fieldInfo";
import { SCRIPT_NAMES, scriptField } from "./script";

type Props = Omit<CodeTextProps, "language"> & { fields: FieldInfo[] };

function completions(fields: FieldInfo[], t: TFunction) {
  // A column is a field of a row, and rows have no name before the script gives them one.
  const options: Completion[] = fields
    .filter((field) => !field.table)
    .map((field) => ({ label: infoLabel(field), detail: scriptField(field.key), type: "property", apply: scriptField(field.key) }));
  const names: Completion[] = SCRIPT_NAMES.map((name) => ({ label: name, detail: t(`script.name.${name}`), type: "variable" }));
  return (context: CompletionContext) => {
    const field = context.matchBefore(/\bform(\.[a-z0-9_-]*|\["[a-z0-9_-]*)/u);
    if (field) return { from: field.from, options: found(options, field.text.replace(/^form(\.|\[")/, "")), filter: false };
    const word = context.matchBefore(/[\p{L}_][\p{L}\d_]*/u);
    if (!word && !context.explicit) return null;
    return { from: word?.from ?? context.pos, options: found([...options, ...names], word?.text ?? ""), filter: false };
  };
}

function found(options: Completion[], asked: string): Completion[] {
  const text = asked.toLowerCase();
  return options.filter((option) => `${option.label} ${option.detail ?? ""}`.toLowerCase().includes(text));
}

export default function ScriptText({ fields, ...text }: Props) {
  const { t } = useTranslation("form");
  const language = useMemo(() => [lineNumbers(), autocompletion({ override: [completions(fields, t)], icons: false })], [fields, t]);
  return <CodeText {...text} language={language} />;
}
