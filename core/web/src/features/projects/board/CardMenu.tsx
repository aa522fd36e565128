// Moving a card without dragging it: to the columns it may go to, the others with what stands in the way; up and down.
// One menu for the whole board, shown at the button that asked for it: a board has hundreds of cards.
import { Dropdown, type MenuProps } from "antd";
import { ArrowDownToLine, ArrowUpToLine } from "lucide-react";
import { useLayoutEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { pickText } from "@/i18n";
import css from "./card.module.css";
import { useBoard } from "./context";
import { cardsIn, type Cell, isAt, keyOf, placeAt } from "./place";
import type { Card } from "./verdict";

export interface MenuAsked {
  card: Card;
  cell: Cell;
  /** The button. */
  at: HTMLElement;
}

export function CardMenu({ asked, onClose }: { asked: MenuAsked; onClose: () => void }) {
  const { t } = useTranslation("projects");
  const { board, judge, reason, drop } = useBoard();
  const { card, cell, at } = asked;
  const [box, setBox] = useState<DOMRect>();
  useLayoutEffect(() => setBox(at.getBoundingClientRect()), [at]);
  if (!box) return null;

  const hasLanes = board.lanesBy != null;
  const from = board.columns.find((one) => keyOf(one.key) === cell.column);
  const own = from ? cardsIn(from, cell.lane, hasLanes) : [];
  const ends = [
    { key: "top", label: t("board.toTop"), icon: <ArrowUpToLine size={14} aria-hidden />, index: 0 },
    { key: "bottom", label: t("board.toBottom"), icon: <ArrowDownToLine size={14} aria-hidden />, index: own.length - 1 },
  ].map((end) => ({ ...end, place: placeAt(own, cell, end.index, card.id) }));
  const columns = board.columns.filter((one) => one !== from);

  const items: MenuProps["items"] = [
    {
      type: "group",
      label: t("board.moveTo"),
      children: columns.map((column) => {
        const verdict = judge(card, column);
        const why = reason(verdict, card, column);
        return {
          key: `to:${column.key ?? ""}`,
          disabled: verdict.kind !== "open" && verdict.kind !== "asks",
          label: (
            <span className={css.moveOption}>
              {column.key == null ? t("board.noValue") : pickText(column.name)}
              {why && <small>{why}</small>}
            </span>
          ),
        };
      }),
    },
    { type: "divider" },
    ...ends.map(({ key, label, icon, place }) => ({ key, label, icon, disabled: isAt(own, place, card.id) })),
  ];
  const close = () => {
    onClose();
    at.focus();
  };
  const go = (key: string) => {
    close();
    const end = ends.find((one) => one.key === key);
    const to = columns.find((one) => `to:${one.key ?? ""}` === key);
    if (end && from) drop(card, from, end.place);
    // At the top, where whoever moved it sees it.
    else if (to) drop(card, to, placeAt(cardsIn(to, cell.lane, hasLanes), { column: keyOf(to.key), lane: cell.lane }, 0, card.id));
  };
  return (
    <Dropdown
      open
      autoFocus
      trigger={["click"]}
      placement="bottomRight"
      onOpenChange={(open) => !open && close()}
      menu={{ items, onClick: ({ key }) => go(key), "aria-label": t("board.moveMenu", { key: card.key }) }}
    >
      <span
        className={css.menuAnchor}
        style={{ left: box.left, top: box.top, width: box.width, height: box.height }}
        aria-hidden
      />
    </Dropdown>
  );
}
