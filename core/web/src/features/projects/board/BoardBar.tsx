// What the board shows, as a sentence: which items, what the columns stand for, what the lanes stand for.
import { Input } from "antd";
import { Search } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Refs } from "@/form";
import { FilterBar, type Leaf } from "@/list";
import { useIsPhone } from "@/ui";
import { useProject } from "../useProject";
import { Arrange, type ArrangeProps } from "./Arrange";
import css from "./board.module.css";
import { filterColumns } from "./filters";

interface Props extends ArrangeProps {
  leaves: Leaf[];
  onLeaves: (leaves: Leaf[]) => void;
  refs: Refs | undefined;
  typed: string;
  onType: (text: string) => void;
  total: number | undefined;
}

export function BoardBar({ leaves, onLeaves, refs, typed, onType, total, ...arrange }: Props) {
  const { t, i18n } = useTranslation("projects");
  const { types, members } = useProject();
  const phone = useIsPhone();
  const filters = useMemo(() => filterColumns(types, members, t, i18n.language), [types, members, t, i18n.language]);
  return (
    <div className={css.bar}>
      <FilterBar columns={filters} leaves={leaves} refs={refs} onChange={onLeaves} />
      {!phone && <Arrange {...arrange} />}
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
      {phone && <Arrange {...arrange} />}
    </div>
  );
}
