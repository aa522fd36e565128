// What the board shows, as a sentence: which items, what the columns stand for, what the lanes stand for.
import { Input, Select } from "antd";
import { Search } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Refs } from "@/form";
import { FilterBar, type Leaf } from "@/list";
import { useProject } from "../useProject";
import css from "./board.module.css";
import { arrangements, filterColumns } from "./filters";

interface Props {
  columns: string;
  lanes: string;
  onArrange: (which: "columns" | "lanes", by: string) => void;
  leaves: Leaf[];
  onLeaves: (leaves: Leaf[]) => void;
  refs: Refs | undefined;
  typed: string;
  onType: (text: string) => void;
  total: number | undefined;
}

export function BoardBar({ columns, lanes, onArrange, leaves, onLeaves, refs, typed, onType, total }: Props) {
  const { t, i18n } = useTranslation("projects");
  const { types, members } = useProject();
  const filters = useMemo(() => filterColumns(types, members, t, i18n.language), [types, members, t, i18n.language]);
  const by = useMemo(() => arrangements(types, t, i18n.language), [types, t, i18n.language]);
  return (
    <div className={css.bar}>
      <FilterBar columns={filters} leaves={leaves} refs={refs} onChange={onLeaves} />
      <span className={css.arrange}>
        <span aria-hidden>{t("board.by")}</span>
        <Select
          size="small"
          aria-label={t("board.columnsBy")}
          popupMatchSelectWidth={false}
          value={columns}
          options={by.columns}
          onChange={(next) => onArrange("columns", next)}
        />
        <span aria-hidden>{t("board.inColumns")}</span>
        {lanes !== "" && <span aria-hidden>{t("board.andBy")}</span>}
        <Select
          size="small"
          aria-label={t("board.lanesBy")}
          popupMatchSelectWidth={false}
          value={lanes}
          options={by.lanes.filter((one) => one.value !== columns)}
          onChange={(next) => onArrange("lanes", next)}
        />
        {lanes !== "" && <span aria-hidden>{t("board.inLanes")}</span>}
      </span>
      <span className={css.spring} />
      {total !== undefined && <span className={css.quiet}>{t("board.total", { count: total })}</span>}
      <Input
        className={css.search}
        size="small"
        allowClear
        prefix={<Search size={14} aria-hidden />}
        placeholder={t("board.search")}
        aria-label={t("board.search")}
        value={typed}
        onChange={(event) => onType(event.target.value)}
      />
    </div>
  );
}
