// The board on a phone: one column at a time, chosen by its tab or by swiping; cards move by their menu, and within a column
// by a finger that rests on them.
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { pickText } from "@/i18n";
import css from "./phone.module.css";
import { type BoardViewProps, ColumnCell, More } from "./BoardGrid";
import { Count } from "./ColumnHead";
import { LaneHead, lanesOf } from "./lanes";
import { cardsIn, cellId, keyOf } from "./place";

/** Swiping rests this long before the tab follows. */
const SETTLES_MS = 80;

export function PhoneBoard({ board, airborne, target, folded, onFold, onMore }: BoardViewProps) {
  const { t } = useTranslation("projects");
  const pages = useRef<HTMLDivElement>(null);
  const tabs = useRef<HTMLDivElement>(null);
  const hasLanes = board.lanesBy != null;
  const [at, setAt] = useState(() => Math.max(0, board.columns.findIndex((column) => column.category === "doing")));
  const shown = Math.min(at, board.columns.length - 1);

  const begin = useRef(shown);
  useEffect(() => {
    const box = pages.current;
    if (box) box.scrollLeft = begin.current * box.clientWidth;
  }, []);
  useEffect(() => {
    tabs.current?.children[shown]?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [shown]);

  const settle = useRef<ReturnType<typeof setTimeout>>(undefined);
  const onScroll = () => {
    clearTimeout(settle.current);
    settle.current = setTimeout(() => {
      const box = pages.current;
      if (box) setAt(Math.round(box.scrollLeft / box.clientWidth));
    }, SETTLES_MS);
  };
  const show = (index: number) => {
    setAt(index);
    const box = pages.current;
    // At once: a glide would be caught by whatever changes in the columns on its way.
    if (box) box.scrollLeft = index * box.clientWidth;
  };
  return (
    <div className={css.phone}>
      <div className={css.phoneTabs} role="tablist" aria-label={t("board.columns")} ref={tabs}>
        {board.columns.map((column, index) => (
          <button
            key={column.key ?? ""}
            type="button"
            role="tab"
            id={`column-tab-${index}`}
            aria-selected={index === shown}
            aria-controls={`column-${index}`}
            className={css.phoneTab}
            onClick={() => show(index)}
          >
            {column.key == null ? t("board.noValue") : pickText(column.name)}
            <Count column={column} />
          </button>
        ))}
      </div>
      <div className={css.pages} ref={pages} onScroll={onScroll}>
        {board.columns.map((column, index) => (
          <div
            key={column.key ?? ""}
            id={`column-${index}`}
            role="tabpanel"
            aria-labelledby={`column-tab-${index}`}
            className={css.pageOfColumn}
            // What is beside the screen is not for the keyboard or the screen reader.
            inert={index !== shown}
          >
            {lanesOf(board)
              .filter((lane) => !hasLanes || cardsIn(column, keyOf(lane.key), true).length > 0)
              .map((lane) => {
                const key = keyOf(lane.key);
                const open = !folded.has(key);
                const mark = target && cellId(target) === cellId({ column: keyOf(column.key), lane: key }) ? target.index : undefined;
                return (
                  <div key={lane.key ?? ""} className={css.phoneLane}>
                    {hasLanes && <LaneHead board={board} lane={lane} open={open} onToggle={() => onFold(key)} />}
                    {open && <ColumnCell column={column} lane={key} hasLanes={hasLanes} airborne={airborne} mark={mark} />}
                  </div>
                );
              })}
            <More board={board} column={column} onMore={onMore} />
          </div>
        ))}
      </div>
    </div>
  );
}
