// A record on a board: its title is a link, its menu moves it for those who do not drag.

import { useDraggable } from "@dnd-kit/core";
import { Dropdown } from "antd";
import { Ellipsis } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Refs } from "@/form";
import type { Column } from "@/list";
import { IconButton } from "@/ui";
import { Lines } from "../layout/Lines";
import type { RecordRow } from "../queries";
import css from "./board.module.css";
import type { BoardColumn } from "./columns";
import type { Move } from "./useMove";

interface Props {
  row: RecordRow;
  column: BoardColumn;
  refs: Refs | undefined;
  lines: Column<RecordRow>[];
  targets: BoardColumn[];
  onMove: (move: Move) => void;
  href: string;
  phone: boolean;
}

export function BoardCard({ row, column, refs, lines, targets, onMove, href, phone }: Props) {
  const { t } = useTranslation("records");
  const movable = targets.length > 0;
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: row.id, data: { row, from: column }, disabled: !movable || phone });
  const title = row.title || t("untitled");
  return (
    <li ref={setNodeRef} className={css.card} data-dragging={isDragging || undefined} {...(phone ? {} : listeners)}>
      <div className={css.cardHead}>
        <Link to={href} draggable={false} className={css.title}>
          {title}
        </Link>
        {movable && (
          <Dropdown
            trigger={["click"]}
            menu={{
              items: [
                {
                  key: "move",
                  type: "group",
                  label: t("board.moveTo"),
                  children: targets.filter((one) => one.id !== column.id).map((to) => ({ key: `to-${to.id}`, label: to.label, onClick: () => onMove({ row, from: column, to }) })),
                },
              ],
            }}
          >
            <span>
              <IconButton className={css.menu ?? ""} icon={Ellipsis} label={t("board.menu", { title })} />
            </span>
          </Dropdown>
        )}
      </div>
      <Lines row={row} columns={lines} refs={refs} />
    </li>
  );
}
