// What a project founded from a template comes with: its types with their statuses, its places, views and work items.
import { useTranslation } from "react-i18next";
import { usePickText } from "@/i18n/usePickText";
import { TypeIcon } from "../parts/TypeIcon";
import css from "./templates.module.css";
import type { ProjectTemplate } from "./templates";

export function TemplatePreview({ preview }: { preview: ProjectTemplate["preview"] }) {
  const { t } = useTranslation("projects");
  const pick = usePickText();
  const comma = t("template.comma");
  const facts = [
    { term: t("template.items"), text: itemsText() },
    { term: t("template.places"), text: preview.places.map((place) => pick(place.name)).join(comma) },
    { term: t("template.views"), text: preview.views.map(pick).join(comma) },
  ].filter(({ text }) => text);

  function itemsText(): string {
    if (preview.items === 0) return t("template.noItems");
    const count = t("template.itemCount", { count: preview.items });
    return preview.days == null ? count : t("template.itemsOver", { items: count, count: preview.days });
  }

  return (
    <div className={css.preview}>
      <ul className={css.types} aria-label={t("settings.types")}>
        {preview.types.map((type) => (
          <li key={type.key}>
            <TypeIcon name={type.icon} size={14} />
            <strong>{pick(type.name)}</strong>
            <span className={css.statuses}>{type.statuses.map((status) => pick(status.name)).join(" · ")}</span>
          </li>
        ))}
      </ul>
      <dl className={css.facts}>
        {facts.map(({ term, text }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {preview.titles.length > 0 && <p className={css.titles}>{preview.titles.map(pick).join(comma)}</p>}
    </div>
  );
}
