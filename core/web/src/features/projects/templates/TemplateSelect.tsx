// What a new project begins with: nothing but the usual types, one of the company's templates, or one of the product's.
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { usePickText } from "@/i18n/usePickText";
import css from "./templates.module.css";
import { type ProjectTemplate, templateKey } from "./templates";

/** The choice of no template. */
export const EMPTY = "";

interface Props {
  /** Given by the form. */
  id?: string;
  value?: string;
  onChange?: (key: string) => void;
  templates: ProjectTemplate[];
  loading: boolean;
}

export function TemplateSelect({ value = EMPTY, onChange = () => undefined, templates, loading, ...rest }: Props) {
  const { t } = useTranslation("projects");
  const pick = usePickText();
  const option = (template: ProjectTemplate) => ({
    value: templateKey(template.template),
    label: pick(template.name),
    text: pick(template.description),
  });
  const own = templates.filter(({ template }) => template.kind === "own").map(option);
  const shipped = templates.filter(({ template }) => template.kind === "shipped").map(option);
  return (
    <Select<string, { value: string; label: string; text: string }>
      {...rest}
      value={value}
      onChange={(key) => onChange(key)}
      loading={loading}
      showSearch={{ optionFilterProp: "label" }}
      options={[
        { value: EMPTY, label: t("template.empty"), text: t("template.emptyText") },
        ...(own.length > 0 ? [{ label: t("template.own"), title: t("template.own"), options: own }] : []),
        ...(shipped.length > 0 ? [{ label: t("template.shipped"), title: t("template.shipped"), options: shipped }] : []),
      ] as { value: string; label: string; text: string }[]}
      optionRender={({ data }) => (
        <span className={css.option}>
          <span>{data.label}</span>
          {data.text && <small>{data.text}</small>}
        </span>
      )}
    />
  );
}
