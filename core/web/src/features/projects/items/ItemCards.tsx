// Work items on a phone: what it is first, how it stands and whose it is below. While some are being selected, each has a
// box to tick.
import { Checkbox } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePickText } from "@/i18n/usePickText";
import { PersonName } from "@/ui";
import { DueDay } from "../parts/DueDay";
import { ItemStatus } from "../parts/ItemStatus";
import { statusOf } from "../parts/types";
import type { WorkItemType } from "../queries";
import type { ItemRow } from "./columns";
import css from "./items.module.css";
import { BranchToggle, RowLead } from "./RowLead";
import type { ItemSelection } from "./useSelected";

/** A phone is narrow: levels are told by little. */
const INDENT_PX = 12;
const EDGE_PX = 16;

interface ItemCardsProps {
  rows: ItemRow[];
  types: WorkItemType[];
  tree: boolean;
  selection: ItemSelection;
  hrefOf: (id: string) => string;
  onToggle: (id: string) => void;
}

export function ItemCards({ rows, types, tree, selection: { on, ids, select }, hrefOf, onToggle }: ItemCardsProps) {
  const { t } = useTranslation("list");
  const pick = usePickText();
  return (
    <ul className={css.cards}>
      {rows.map((row) => {
        const { item } = row;
        const status = statusOf(types, item.type, item.status);
        return (
          <li key={row.id} className={css.card} style={{ paddingInlineStart: EDGE_PX + (tree ? row.depth * INDENT_PX : 0) }}>
            {on && (
              <Checkbox
                className={css.tick ?? ""}
                aria-label={t("select", { name: item.title })}
                checked={ids.includes(item.id)}
                onChange={(event) => select(event.target.checked ? [...ids, item.id] : ids.filter((id) => id !== item.id))}
              />
            )}
            <Link to={hrefOf(item.id)} className={css.cardLink}>
              <RowLead row={row} types={types} tree={false} onToggle={onToggle} />
              <strong>{item.title}</strong>
              <span className={css.cardFacts}>
                <ItemStatus name={pick(status?.name ?? {}) || item.status} category={item.category} />
                {item.due && <DueDay day={item.due} done={item.category === "done"} />}
                {item.assignee && <PersonName person={item.assignee} />}
              </span>
            </Link>
            {tree && row.open !== undefined && <BranchToggle row={row} onToggle={onToggle} />}
          </li>
        );
      })}
    </ul>
  );
}
