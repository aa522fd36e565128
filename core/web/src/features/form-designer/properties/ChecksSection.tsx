// What a value must be like.

import { Input } from "antd";
import { useTranslation } from "react-i18next";
import { DatePart, DecimalInput, scaleOf, type Field } from "@/form";
import { useDesigner } from "../context";
import css from "../designer.module.css";
import { LocalizedInput } from "./LocalizedInput";
import { Count, Labelled, Section, Toggle } from "./parts";

const UNIQUE = new Set(["text", "number", "phone", "email", "link", "serial"]);
const LENGTH_MAX = 1_000;
const LONG_LENGTH_MAX = 100_000;

export function ChecksSection({ field, path }: { field: Field; path: string }) {
  const { t } = useTranslation("form-designer");
  const { dispatch } = useDesigner();
  const patch = (change: object) => dispatch({ type: "patch", path, change: change as Partial<Field> });
  const computed = field.formula != null || field.type === "formula" || field.type === "serial";
  return (
    <Section title={t("checks.title")}>
      {!computed && (
        <Toggle label={t("checks.required")} checked={field.required ?? false} onChange={(required) => patch({ required })} />
      )}
      {UNIQUE.has(field.type) && !path.includes(".") && (
        <Toggle label={t("checks.unique")} checked={field.unique ?? false} onChange={(unique) => patch({ unique })} />
      )}
      {(field.type === "number" || field.type === "money" || field.type === "percent") && (
        <div className={css.pair}>
          <Labelled label={t("checks.min")}>
            {(id) => (
              <DecimalInput
                id={id}
                value={field.min}
                scale={scaleOf(field)}
                onChange={(min) => patch({ min: min ?? undefined })}
                placeholder={t("checks.none")}
              />
            )}
          </Labelled>
          <Labelled label={t("checks.max")}>
            {(id) => (
              <DecimalInput
                id={id}
                value={field.max}
                scale={scaleOf(field)}
                onChange={(max) => patch({ max: max ?? undefined })}
                placeholder={t("checks.none")}
              />
            )}
          </Labelled>
        </div>
      )}
      {field.type === "date" && (
        <div className={css.pair}>
          <Labelled label={t("checks.earliest")}>
            {(id) => (
              <DatePart id={id} className={css.wide} value={field.min} onChange={(min) => patch({ min: min ?? undefined })} />
            )}
          </Labelled>
          <Labelled label={t("checks.latest")}>
            {(id) => (
              <DatePart id={id} className={css.wide} value={field.max} onChange={(max) => patch({ max: max ?? undefined })} />
            )}
          </Labelled>
        </div>
      )}
      {field.type === "text" && (
        <>
          <div className={css.pair}>
            <Count
              label={t("checks.minLength")}
              value={field.minLength}
              max={LENGTH_MAX}
              onChange={(minLength) => patch({ minLength })}
            />
            <Count
              label={t("checks.maxLength")}
              value={field.maxLength}
              min={1}
              max={LENGTH_MAX}
              onChange={(maxLength) => patch({ maxLength })}
            />
          </div>
          <Labelled label={t("checks.pattern")} help={t("checks.patternHelp")}>
            {(id) => (
              <Input
                id={id}
                className={css.mono}
                value={field.pattern ?? ""}
                onChange={(e) => patch({ pattern: e.target.value || undefined })}
              />
            )}
          </Labelled>
          {field.pattern && (
            <LocalizedInput
              label={t("checks.patternMessage")}
              value={field.patternMessage}
              onChange={(patternMessage) => patch({ patternMessage })}
            />
          )}
        </>
      )}
      {field.type === "longText" && (
        <Count
          label={t("checks.maxLength")}
          value={field.maxLength}
          min={1}
          max={LONG_LENGTH_MAX}
          onChange={(maxLength) => patch({ maxLength })}
        />
      )}
    </Section>
  );
}
