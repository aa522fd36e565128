// A card: a link to its item, held by mouse, finger or the space bar, with a menu that moves it without dragging.
import { useDraggable } from "@dnd-kit/core";
import { Ellipsis } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { WorkItemType } from "../queries";
import css from "./card.module.css";
import { CardFace } from "./CardFace";
import type { MenuAsked } from "./CardMenu";
import type { Key } from "./place";
import type { Card } from "./verdict";

export interface BoardCardProps {
  card: Card;
  column: Key;
  lane: Key;
  types: WorkItemType[];
  href: string;
  open: boolean;
  canWork: boolean;
  returned: boolean;
  onMenu: (asked: MenuAsked) => void;
}

export const BoardCard = memo(function BoardCard({ card, column, lane, types, href, open, canWork, returned, onMenu }: BoardCardProps) {
  const { t } = useTranslation("projects");
  const drag = useDraggable({ id: card.id, disabled: !canWork });
  return (
    <li
      ref={drag.setNodeRef}
      className={css.card}
      data-card={card.id}
      data-open={open || undefined}
      data-done={card.category === "done" || undefined}
      data-lifted={drag.isDragging || undefined}
      data-returned={returned || undefined}
      {...drag.listeners}
    >
      <CardFace
        card={card}
        types={types}
        title={
          <Link
            ref={drag.setActivatorNodeRef}
            to={href}
            draggable={false}
            className={css.cardTitle}
            {...(canWork ? { "aria-describedby": drag.attributes["aria-describedby"], "aria-keyshortcuts": "Space" } : {})}
          >
            {card.title}
          </Link>
        }
      />
      {canWork && (
        <button
          type="button"
          className={css.cardMenu}
          aria-label={t("board.moveMenu", { key: card.key })}
          aria-haspopup="menu"
          onClick={(event) => onMenu({ card, cell: { column, lane }, at: event.currentTarget })}
        >
          <Ellipsis size={16} aria-hidden />
        </button>
      )}
    </li>
  );
});
