// The lanes of a board: what they are called and how many cards lie in them.
import { ChevronDown, ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import { pickText } from "@/i18n";
import { PersonName } from "@/ui";
import type { Board } from "../queries";
import cardCss from "./card.module.css";
import css from "./grid.module.css";
import { cardsIn, type Key, keyOf } from "./place";

export type Lane = Schemas["BoardLane"];

/** The lanes to draw: those of the board, or the only one of a board without lanes. */
export function lanesOf(board: Board): Lane[] {
  return board.lanesBy == null ? [{ key: null }] : board.lanes;
}

export function laneCount(board: Board, lane: Key): number {
  return board.columns.reduce((sum, column) => sum + cardsIn(column, lane, true).length, 0);
}

interface LaneHeadProps {
  board: Board;
  lane: Lane;
  open: boolean;
  onToggle: () => void;
}

export function LaneHead({ board, lane, open, onToggle }: LaneHeadProps) {
  const { t } = useTranslation("projects");
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <div className={css.lane}>
      <button type="button" className={css.laneToggle} aria-expanded={open} onClick={onToggle}>
        <Chevron size={16} aria-hidden />
        <LaneName board={board} lane={lane} />
        <span className={css.count}>{t("board.cards", { count: laneCount(board, keyOf(lane.key)) })}</span>
      </button>
    </div>
  );
}

export function LaneName({ board, lane }: { board: Board; lane: Lane }) {
  const { t } = useTranslation("projects");
  if (lane.person) return <PersonName person={lane.person} />;
  if (lane.item) {
    return (
      <span className={css.laneItem}>
        <span className={cardCss.cardKey}>{lane.item.key}</span> <strong className="ellipsis">{lane.item.title}</strong>
      </span>
    );
  }
  const name = pickText(lane.name);
  if (name) return <strong>{name}</strong>;
  if (lane.key != null) return <strong>{t("board.lane.gone")}</strong>;
  const none = { $assignee: t("board.lane.nobody"), $parent: t("board.lane.noParent") }[board.lanesBy ?? ""];
  return <strong>{none ?? t("board.noValue")}</strong>;
}
