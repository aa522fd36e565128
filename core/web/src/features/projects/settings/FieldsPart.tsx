// The fields that items of this type have besides the common ones. They are drawn in the form designer.
import { PencilRuler } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCan } from "@/app/me";
import { fieldType, isLayout, textOf } from "@/form";
import { ButtonLink } from "@/ui";
import type { WorkItemType } from "../queries";
import { SectionHead } from "./SectionHead";
import css from "./settings.module.css";

export function FieldsPart({ type }: { type: WorkItemType }) {
  const { t, i18n } = useTranslation("projects");
  const can = useCan();
  const fields = type.schema.fields.filter((field) => !isLayout(field));
  return (
    <div className={css.block}>
      <SectionHead
        title={t("types.fields")}
        hint={t(can("forms.design") ? "types.fieldsHint" : "types.fieldsHintReader")}
        actions={
          can("forms.design") && (
            <ButtonLink to={`/studio/forms/${type.formId}`} icon={<PencilRuler size={14} aria-hidden />}>{t("types.designFields")}</ButtonLink>
          )
        }
      />
      <ul className={css.fields}>
        {fields.map((field) => {
          const Icon = fieldType(field.type).icon;
          return (
            <li key={field.key}>
              <Icon size={14} aria-hidden />
              {textOf(field.label, i18n.language, field.key)}
              {field.required && <span className={css.quiet}>{t("types.required")}</span>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
