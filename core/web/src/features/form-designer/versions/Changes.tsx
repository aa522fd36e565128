// What a draft changes against the published version: each change with its name, and each property before and after.

import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import { textOf, type Text } from "@/form";
import { StatusTag, type Tone } from "@/ui";
import css from "../designer.module.css";

type Change = Schemas["DefinitionChange"];

const TONES: Record<Change["kind"], Tone> = { added: "done", removed: "failed", changed: "running", moved: "neutral" };

/** A property's value in words: a text in the reader's language, yes or no, a short list; else its JSON. */
function valueText(value: unknown, locale: string, words: { yes: string; no: string; none: string; separator: string }): string {
  if (value == null || value === "") return words.none;
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "string" || typeof value === "number") return String(value);
  if (Array.isArray(value)) return value.map((v) => valueText(v, locale, words)).join(words.separator);
  if (typeof value === "object") {
    if ("zh-CN" in value || "en" in value) return textOf(value as Text, locale) || words.none;
    if ("label" in value) return textOf((value as { label: Text }).label, locale) || words.none;
  }
  return JSON.stringify(value);
}

export function Changes({ changes }: { changes: Change[] }) {
  const { t, i18n } = useTranslation("form-designer");
  const { t: form } = useTranslation("form");
  const words = { yes: form("yes"), no: form("no"), none: t("diff.nothing"), separator: form("listSeparator") };
  return (
    <ul className={css.changes}>
      {changes.map((change) => (
        <li key={`${change.subject}:${change.kind}:${change.key}`}>
          <div className={css.changeHead}>
            <StatusTag tone={TONES[change.kind]} plain>
              {t(`diff.${change.kind}`)}
            </StatusTag>
            <span>
              {t(`diff.subject.${change.subject}`)} <strong>{textOf(change.name, i18n.language, change.key)}</strong>
            </span>
          </div>
          {change.kind === "changed" && change.properties.length > 0 && (
            <dl className={css.changeList}>
              {change.properties.map((property) => (
                <div key={property.name}>
                  <dt>{t(`diff.property.${property.name}`, { defaultValue: property.name })}</dt>
                  <dd>
                    <del>{valueText(property.before, i18n.language, words)}</del>
                    <span aria-hidden> → </span>
                    <ins>{valueText(property.after, i18n.language, words)}</ins>
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ul>
  );
}
