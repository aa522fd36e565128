// How a list is drawn, and by which field.

import { Button, Popover, Segmented, Select } from "antd";
import { CalendarDays, GalleryThumbnails, SquareKanban, Table2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton, useIsPhone } from "@/ui";
import type { Layout, Settings } from "../views/settings";
import { chosen, groupedBy, type LayoutChoices } from "./choices";
import css from "./layout.module.css";

const ICONS = { table: Table2, board: SquareKanban, calendar: CalendarDays, gallery: GalleryThumbnails } as const;
/** The field that each layout is drawn by. */
const BY = { board: "groupBy", calendar: "dateField", gallery: "coverField" } as const;

interface Props {
  /** Those that the list can be drawn in. */
  layouts: readonly Layout[];
  settings: Settings;
  choices: LayoutChoices;
  onChange: (change: Partial<Settings>) => void;
}

export function LayoutMenu({ layouts, settings, choices, onChange }: Props) {
  const { t } = useTranslation("list");
  const phone = useIsPhone();
  const { layout } = settings;
  const Icon = ICONS[layout];
  const groups = [{ value: "", label: t("layout.noGroups") }, ...choices.groupBy];
  const part = layout === "table" ? undefined : BY[layout];
  const name = t("layout.button", { layout: t(`layout.${layout}`) });
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      arrow={false}
      content={
        <div className={css.menu} role="group" aria-label={t("layout.title")}>
          <Segmented<Layout>
            block
            vertical={phone}
            aria-label={t("layout.title")}
            value={layout}
            options={layouts.map((value) => {
              const Own = ICONS[value];
              return { value, label: t(`layout.${value}`), icon: <Own size={14} aria-hidden className={css.icon} /> };
            })}
            onChange={(next) => onChange({ layout: next })}
          />
          {layout === "table" && choices.groupBy.length > 0 && (
            <label className={css.by}>
              <span>{t("layout.groupRows")}</span>
              <Select aria-label={t("layout.groupRows")} value={groupedBy(choices, settings) ?? ""} options={groups} onChange={(value) => onChange({ groupBy: value })} />
            </label>
          )}
          {part && choices[part].length > 0 && (
            <label className={css.by}>
              <span>{t(`layout.${part}`)}</span>
              <Select aria-label={t(`layout.${part}`)} value={chosen(choices, part, settings) ?? null} options={choices[part]} onChange={(value) => onChange({ [part]: value })} />
            </label>
          )}
        </div>
      }
    >
      {phone ? (
        <IconButton icon={Icon} label={name} />
      ) : (
        <Button type="text" icon={<Icon size={16} aria-hidden />} aria-label={name}>
          {t(`layout.${layout}`)}
        </Button>
      )}
    </Popover>
  );
}
