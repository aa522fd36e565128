// Where a field's value comes from: filled in by hand, computed, or filled in starting from a default.

import { Segmented } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldType, FormulaEditor, infoPath, NO_REFS, NULL, textOf, type Field } from "@/form";
import { useDesigner } from "../context";
import css from "../designer.module.css";
import { placeOf } from "../model/paths";
import { Section } from "./parts";

type Source = "manual" | "formula" | "default";

/** Types whose value may be computed. */
const COMPUTABLE = new Set(["text", "longText", "number", "money", "percent", "date", "checkbox", "formula"]);
/** Types for which a value at the start makes no sense or names one record's files. */
const NO_DEFAULT = new Set(["formula", "serial", "file", "image", "signature", "detail", "reference", "richText"]);

export function hasValueSection(field: Field): boolean {
  return field.type !== "section" && field.type !== "hint" && (COMPUTABLE.has(field.type) || !NO_DEFAULT.has(field.type));
}

export function ValueSection({ field, path }: { field: Field; path: string }) {
  const { t, i18n } = useTranslation("form-designer");
  const { designer, dispatch, fields, state } = useDesigner();
  const computed = field.formula != null;
  const [chosen, setChosen] = useState<Source>(computed ? "formula" : field.default !== undefined ? "default" : "manual");
  const source: Source = computed ? "formula" : chosen === "formula" ? "manual" : chosen;
  const { table } = placeOf(path);
  const readable = useMemo(
    () => fields.filter((f) => infoPath(f) !== path && (f.table === undefined || table === undefined || f.table === table)),
    [fields, path, table],
  );
  const scope = useMemo(
    () => ({ schema: designer.schema, row: table, sample: state.data }),
    [designer.schema, table, state.data],
  );
  const choose = (next: Source) => {
    setChosen(next);
    dispatch({
      type: "patch",
      path,
      change: {
        formula: next === "formula" ? (field.formula ?? NULL) : undefined,
        default: next === "default" ? field.default : undefined,
      } as Partial<Field>,
    });
  };
  const sources = (["manual", "formula", "default"] as const).filter((s) =>
    s === "formula" ? COMPUTABLE.has(field.type) : s === "default" ? !NO_DEFAULT.has(field.type) : true,
  );
  const { Edit } = fieldType(field.type);
  return (
    <Section title={t("value.title")}>
      {field.type !== "formula" && sources.length > 1 && (
        <Segmented<Source>
          block
          aria-label={t("value.title")}
          value={source}
          onChange={choose}
          options={sources.map((value) => ({ value, label: t(`value.${value}`) }))}
        />
      )}
      {source === "formula" && (
        <FormulaEditor
          key={path}
          aria-label={t("value.formula")}
          fields={readable}
          value={field.formula && JSON.stringify(field.formula) !== JSON.stringify(NULL) ? field.formula : undefined}
          onChange={(formula) => dispatch({ type: "patch", path, change: { formula: formula ?? NULL } })}
          scope={scope}
        />
      )}
      {source === "formula" && <div className={css.quiet}>{t("value.formulaHelp")}</div>}
      {source === "default" && Edit && (
        <Edit
          field={field}
          value={field.default}
          onChange={(value: unknown) => dispatch({ type: "patch", path, change: { default: value ?? undefined } })}
          id="weir-default"
          label={t("value.default")}
          required={false}
          invalid={false}
          refs={NO_REFS}
        />
      )}
      {source === "manual" && !hasPlaceholder(field) && (
        <div className={css.quiet}>{t("value.manualHelp", { label: textOf(field.label, i18n.language, field.key) })}</div>
      )}
    </Section>
  );
}

/** Types whose empty control can say something. */
export function hasPlaceholder(field: Field): boolean {
  return !["section", "hint", "detail", "formula", "serial", "signature", "dateRange", "address"].includes(field.type);
}
