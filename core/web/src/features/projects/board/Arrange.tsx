// What the columns and the lanes of a board stand for: the end of its sentence, or on a phone a button that opens it.
import { Popover, Select } from "antd";
import { SlidersHorizontal } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { IconButton, useIsPhone } from "@/ui";
import { useProject } from "../useProject";
import css from "./board.module.css";
import { arrangements } from "./filters";

export interface ArrangeProps {
  columns: string;
  lanes: string;
  onArrange: (which: "columns" | "lanes", by: string) => void;
}

export function Arrange({ columns, lanes, onArrange }: ArrangeProps) {
  const { t, i18n } = useTranslation("projects");
  const phone = useIsPhone();
  const { types } = useProject();
  const by = useMemo(() => arrangements(types, t, i18n.language), [types, t, i18n.language]);
  const choice = (which: "columns" | "lanes", value: string, options: typeof by.columns) => (
    <Select
      {...(!phone && { size: "small" as const })}
      aria-label={t(`board.${which}By`)}
      popupMatchSelectWidth={false}
      value={value}
      options={options}
      onChange={(next) => onArrange(which, next)}
    />
  );
  const ofColumns = choice("columns", columns, by.columns);
  const ofLanes = choice("lanes", lanes, by.lanes.filter((one) => one.value !== columns));
  if (phone) {
    const menu = (
      <div className={css.arrangeMenu}>
        <label>
          {t("board.columnsBy")}
          {ofColumns}
        </label>
        <label>
          {t("board.lanesBy")}
          {ofLanes}
        </label>
      </div>
    );
    return (
      <Popover trigger="click" placement="bottomRight" arrow={false} content={menu}>
        <IconButton icon={SlidersHorizontal} label={t("board.arrange")} />
      </Popover>
    );
  }
  return (
    <span className={css.arrange}>
      <span aria-hidden>{t("board.by")}</span>
      {ofColumns}
      <span aria-hidden>{t("board.inColumns")}</span>
      {lanes !== "" && <span aria-hidden>{t("board.andBy")}</span>}
      {ofLanes}
      {lanes !== "" && <span aria-hidden>{t("board.inLanes")}</span>}
    </span>
  );
}
