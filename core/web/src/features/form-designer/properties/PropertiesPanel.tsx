// The settings of what is selected: a field, a column, or the form itself.

import { Segmented } from "antd";
import { ChevronLeft, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { textOf, type Field } from "@/form";
import { IconButton } from "@/ui";
import { TypeIcon } from "../canvas/CanvasField";
import { useDesigner } from "../context";
import css from "../designer.module.css";
import { fieldAt, placeOf } from "../model/paths";
import { ChecksSection } from "./ChecksSection";
import { FormSettings } from "./FormSettings";
import { KeyInput } from "./KeyInput";
import { LocalizedInput } from "./LocalizedInput";
import { Section, Toggle } from "./parts";
import { hasTypeSettings, TypeSettings } from "./TypeSettings";
import { UsedBy } from "./UsedBy";
import { hasPlaceholder, hasValueSection, ValueSection } from "./ValueSection";

export function PropertiesPanel() {
  const { designer } = useDesigner();
  const path = designer.selected;
  const field = fieldAt(designer.schema, path);
  // A new key for each field, so that nothing half-typed in one reaches the next.
  return field && path !== undefined ? <FieldProperties key={path} field={field} path={path} /> : <FormSettings />;
}

function FieldProperties({ field, path }: { field: Field; path: string }) {
  const { t, i18n } = useTranslation("form-designer");
  const { t: types } = useTranslation("form");
  const { designer, dispatch, issues } = useDesigner();
  const { table } = placeOf(path);
  const patch = (change: object) => dispatch({ type: "patch", path, change: change as Partial<Field> });
  const mine = issues.filter((i) => i.path === path);
  const layout = field.type === "section" || field.type === "hint";
  const parent = table ? fieldAt(designer.schema, table) : undefined;
  return (
    <>
      <div className={css.panelHead}>
        {table && parent && (
          <button type="button" className={css.backTo} onClick={() => dispatch({ type: "select", path: table })}>
            <ChevronLeft size={14} aria-hidden />
            {textOf(parent.label, i18n.language, table)}
          </button>
        )}
        <div className={css.panelTitle}>
          <span className={css.typeBadge}>
            <TypeIcon field={field} />
          </span>
          <div>
            <h2 className="ellipsis">{textOf(field.label, i18n.language, field.key)}</h2>
            <p className={css.quiet}>{t("prop.typeLine", { type: types(`type.${field.type}`), key: field.key })}</p>
          </div>
          <IconButton icon={X} label={t("prop.close")} onClick={() => dispatch({ type: "select", path: undefined })} />
        </div>
        {mine.map(({ issue }, i) => (
          <div key={i} className={css.propError} role="status">
            {issue.message}
          </div>
        ))}
      </div>
      <Section title={t("prop.basics")}>
        <LocalizedInput label={t("prop.label")} value={field.label} onChange={(label) => patch({ label })} />
        {!layout && <LocalizedInput label={t("prop.help")} value={field.help} onChange={(help) => patch({ help })} />}
        {hasPlaceholder(field) && (
          <LocalizedInput
            label={t("prop.placeholder")}
            value={field.placeholder}
            onChange={(placeholder) => patch({ placeholder })}
          />
        )}
        <KeyInput path={path} />
        {!table && !layout && field.type !== "detail" && (
          <div>
            <div className={css.propLabel}>{t("prop.width")}</div>
            <Segmented
              block
              aria-label={t("prop.width")}
              value={field.width ?? "half"}
              onChange={(width) => patch({ width })}
              options={[
                { value: "half", label: t("prop.half") },
                { value: "full", label: t("prop.full") },
              ]}
            />
          </div>
        )}
      </Section>
      {hasTypeSettings(field) && (
        <Section title={types(`type.${field.type}`)}>
          <TypeSettings field={field} path={path} />
        </Section>
      )}
      {hasValueSection(field) && <ValueSection field={field} path={path} />}
      {!layout && <ChecksSection field={field} path={path} />}
      <Section title={t("prop.showing")}>
        <Toggle label={t("prop.hidden")} checked={field.hidden ?? false} onChange={(hidden) => patch({ hidden })} />
        {!layout && field.formula == null && (
          <Toggle label={t("prop.readOnly")} checked={field.readOnly ?? false} onChange={(readOnly) => patch({ readOnly })} />
        )}
      </Section>
      <UsedBy path={path} />
    </>
  );
}
