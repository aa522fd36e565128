// What only one type has: currency, digits, options, columns, the other form.

import { Input, Select } from "antd";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { scaleOf, textOf, useFormServices, type Field } from "@/form";
import { useDesigner } from "../context";
import css from "../designer.module.css";
import { ColumnsEditor } from "./ColumnsEditor";
import { LocalizedInput } from "./LocalizedInput";
import { OptionsEditor } from "./OptionsEditor";
import { Count, Labelled, Toggle } from "./parts";

const CURRENCIES = ["CNY", "USD", "EUR", "HKD", "JPY", "GBP"];
const SCALE_MAX = 8;
const ROWS_MAX = 500;
const FILES_MAX = 100;
const DIGITS_MAX = 12;

export function TypeSettings({ field, path }: { field: Field; path: string }) {
  const { t, i18n } = useTranslation("form-designer");
  const { dispatch, publishedOptions } = useDesigner();
  const patch = (change: object) => dispatch({ type: "patch", path, change: change as Partial<Field> });
  const scale = (value: number | undefined) => (
    <Count label={t("prop.scale")} value={value} max={SCALE_MAX} onChange={(v) => patch({ scale: v ?? 0 })} />
  );
  switch (field.type) {
    case "number":
      return (
        <>
          {scale(scaleOf(field))}
          <LocalizedInput label={t("prop.unit")} value={field.unit} onChange={(unit) => patch({ unit })} />
        </>
      );
    case "money":
      return (
        <div className={css.pair}>
          <Labelled label={t("prop.currency")}>
            {(id) => (
              <Select
                id={id}
                className={css.wide}
                value={field.currency}
                showSearch={{ optionFilterProp: "label" }}
                options={CURRENCIES.map((c) => ({
                  value: c,
                  label: `${new Intl.DisplayNames(i18n.language, { type: "currency" }).of(c)} ${c}`,
                }))}
                onChange={(currency) => patch({ currency })}
              />
            )}
          </Labelled>
          {scale(scaleOf(field))}
        </div>
      );
    case "percent":
      return scale(scaleOf(field));
    case "singleSelect":
    case "multiSelect": {
      const mine = new Set([...publishedOptions].filter((k) => k.startsWith(`${path}/`)).map((k) => k.slice(path.length + 1)));
      return <OptionsEditor options={field.options} published={mine} onChange={(options) => patch({ options })} />;
    }
    case "person":
    case "department":
      return <Toggle label={t("prop.multiple")} checked={field.multiple ?? false} onChange={(multiple) => patch({ multiple })} />;
    case "reference":
      return (
        <>
          <FormSelect value={field.form} onChange={(form) => patch({ form })} />
          <Toggle label={t("prop.multiple")} checked={field.multiple ?? false} onChange={(multiple) => patch({ multiple })} />
        </>
      );
    case "file":
      return (
        <>
          <Count
            label={t("prop.maxCount")}
            value={field.maxCount ?? 10}
            min={1}
            max={FILES_MAX}
            onChange={(v) => patch({ maxCount: v ?? 1 })}
          />
          <Labelled label={t("prop.extensions")} help={t("prop.extensionsHelp")}>
            {(id) => (
              <Select
                id={id}
                mode="tags"
                className={css.wide}
                open={false}
                suffixIcon={null}
                tokenSeparators={[",", " ", "，", "、"]}
                value={field.extensions ?? []}
                onChange={(list: string[]) =>
                  patch({ extensions: [...new Set(list.map((e) => e.replace(/^\./, "").toLowerCase()))] })
                }
              />
            )}
          </Labelled>
        </>
      );
    case "image":
      return (
        <Count
          label={t("prop.maxCount")}
          value={field.maxCount ?? 10}
          min={1}
          max={FILES_MAX}
          onChange={(v) => patch({ maxCount: v ?? 1 })}
        />
      );
    case "serial":
      return (
        <>
          <Labelled label={t("prop.prefix")} help={t("prop.prefixHelp")}>
            {(id) => <Input id={id} value={field.prefix ?? ""} onChange={(e) => patch({ prefix: e.target.value })} />}
          </Labelled>
          <div className={css.pair}>
            <Count
              label={t("prop.digits")}
              value={field.digits ?? 4}
              min={1}
              max={DIGITS_MAX}
              onChange={(v) => patch({ digits: v ?? 1 })}
            />
            <Labelled label={t("prop.reset")}>
              {(id) => (
                <Select
                  id={id}
                  className={css.wide}
                  value={field.reset ?? "yearly"}
                  options={(["never", "yearly", "monthly", "daily"] as const).map((value) => ({
                    value,
                    label: t(`reset.${value}`),
                  }))}
                  onChange={(reset) => patch({ reset })}
                />
              )}
            </Labelled>
          </div>
        </>
      );
    case "formula":
      return (
        <div className={css.pair}>
          <Labelled label={t("prop.result")}>
            {(id) => (
              <Select
                id={id}
                className={css.wide}
                value={field.result}
                options={(["number", "text", "date", "bool"] as const).map((value) => ({ value, label: t(`result.${value}`) }))}
                onChange={(result) => patch({ result })}
              />
            )}
          </Labelled>
          {field.result === "number" && scale(scaleOf(field))}
        </div>
      );
    case "detail":
      return (
        <>
          <ColumnsEditor table={field} />
          <div className={css.pair}>
            <Count
              label={t("prop.minRows")}
              value={field.minRows ?? 0}
              max={ROWS_MAX}
              onChange={(v) => patch({ minRows: v ?? 0 })}
            />
            <Count
              label={t("prop.maxRows")}
              value={field.maxRows ?? ROWS_MAX}
              min={1}
              max={ROWS_MAX}
              onChange={(v) => patch({ maxRows: v ?? ROWS_MAX })}
            />
          </div>
        </>
      );
    case "hint":
      return <LocalizedInput label={t("prop.hintText")} multiline value={field.text} onChange={(text) => patch({ text })} />;
    default:
      return null;
  }
}

function FormSelect({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const { t, i18n } = useTranslation("form-designer");
  const services = useFormServices();
  const forms = useQuery({ queryKey: ["forms", "pick"], queryFn: () => services.listForms() });
  return (
    <Labelled label={t("prop.otherForm")}>
      {(id) => (
        <Select
          id={id}
          className={css.wide}
          showSearch={{ optionFilterProp: "label" }}
          loading={forms.isPending}
          value={value || null}
          placeholder={t("prop.chooseForm")}
          options={(forms.data ?? []).map((f) => ({ value: f.id, label: textOf(f.name, i18n.language, f.id) }))}
          onChange={onChange}
        />
      )}
    </Labelled>
  );
}

/** Whether a type has settings of its own here. */
export function hasTypeSettings(field: Field): boolean {
  return [
    "number",
    "money",
    "percent",
    "singleSelect",
    "multiSelect",
    "person",
    "department",
    "reference",
    "file",
    "image",
    "serial",
    "formula",
    "detail",
    "hint",
  ].includes(field.type);
}
