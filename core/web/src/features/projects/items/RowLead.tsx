// What stands before an item's title: its place in the hierarchy, its type and its key.
import { ChevronDown, ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { usePickText } from "@/i18n/usePickText";
import { TypeIcon } from "../parts/TypeIcon";
import { typeOf } from "../parts/types";
import shared from "../projects.module.css";
import css from "./items.module.css";
import type { WorkItemType } from "../queries";
import type { ItemRow } from "./columns";

const INDENT_PX = 20;

interface RowLeadProps {
  row: ItemRow;
  types: WorkItemType[];
  /** Whether rows stand in their hierarchy. */
  tree: boolean;
  onToggle: (id: string) => void;
}

export function RowLead({ row, types, tree, onToggle }: RowLeadProps) {
  const pick = usePickText();
  const { item, depth } = row;
  const type = typeOf(types, item.type);
  return (
    <span className={css.rowLead} style={{ paddingInlineStart: tree ? depth * INDENT_PX : 0 }}>
      {tree && (row.open === undefined ? <span className={css.chevron} /> : <BranchToggle row={row} onToggle={onToggle} />)}
      <TypeIcon name={type?.icon} />
      <span className="visually-hidden">{pick(type?.name ?? {})}</span>
      <span className={`${shared.key} ${css.rowKey}`}>{item.key}</span>
    </span>
  );
}

/** Opens and closes what stands below an item. */
export function BranchToggle({ row: { item, open }, onToggle }: Pick<RowLeadProps, "row" | "onToggle">) {
  const { t } = useTranslation("projects");
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <button
      type="button"
      className={css.chevron}
      aria-expanded={open}
      aria-label={t("items.below", { key: item.key, count: item.children })}
      onClick={(event) => {
        event.stopPropagation();
        onToggle(item.id);
      }}
    >
      <Chevron size={14} aria-hidden />
    </button>
  );
}
