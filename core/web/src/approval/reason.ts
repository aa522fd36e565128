// The server tells what a condition compared with exact numbers. Readers get them as the form writes them: grouped, with
// the scale and the unit of the field that was compared. What is not such a comparison stays as it is.
import type { Field, FormSchema } from "@/api";
import { pickText } from "@/i18n";
import { currencyUnit, groupDigits } from "@/ui";

const NUMBER = "-?\\d+(?:\\.\\d+)?";
const SIGNS = "[=≠<≤>≥]";
/** What may stand before a comparison: the beginning, or the mark that ends the one before. */
const BEFORE = "(?<=^|[；;，,：:]\\s?)";

export function readableReason(reason: string, schema: FormSchema, language: string): string {
  if (!/\d/.test(reason)) return reason;
  return numericFields(schema).reduce((text, field) => {
    const label = pickText(field.label, language);
    if (!label) return text;
    const compared = new RegExp(`${BEFORE}${escaped(label)} (${NUMBER})? ?(${SIGNS}) (${NUMBER})`, "g");
    return text.replace(compared, (_, left: string | undefined, sign: string, right: string) =>
      [label, left && written(left, field, language), sign, written(right, field, language)].filter(Boolean).join(" "),
    );
  }, reason);
}

/** Fields and columns whose values are numbers. */
function numericFields(schema: FormSchema): Field[] {
  const all = schema.fields.flatMap((field) => (field.type === "detail" ? field.fields : [field]));
  return all.filter((field) => ["number", "money", "percent", "formula"].includes(field.type));
}

function written(number: string, field: Field, language: string): string {
  const scale = "scale" in field && typeof field.scale === "number" ? field.scale : undefined;
  const digits = groupDigits(number, scale);
  if (field.type === "money") return `${digits} ${currencyUnit(field.currency, language)}`;
  return field.type === "percent" ? `${digits}%` : digits;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
