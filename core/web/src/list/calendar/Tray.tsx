// What has no day yet, beside the month or below it. Dropped on a day it gets one; dropped here it loses it.

import { useDraggable, useDroppable } from "@dnd-kit/core";
import { Button } from "antd";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useIsPhone } from "@/ui";
import { AgendaEntry } from "./Agenda";
import css from "./tray.module.css";
import { NO_DAY, type Held } from "./CalendarDrag";
import type { Entry, Moving } from "./entry";
import { MoveMenu } from "./MoveMenu";

type Undated = Pick<Entry, "id" | "title" | "href" | "beside">;

interface Props {
  title: string;
  total: number | undefined;
  entries: Undated[];
  moving: Moving | undefined;
  hasMore: boolean;
  loading: boolean;
  onMore: () => void;
}

export function Tray({ title, total, entries, moving, hasMore, loading, onMore }: Props) {
  const { t } = useTranslation("list");
  const phone = useIsPhone();
  const [open, setOpen] = useState(true);
  const { setNodeRef, isOver } = useDroppable({ id: "tray", data: { day: NO_DAY }, disabled: !moving?.clear });
  const Chevron = open ? ChevronDown : ChevronRight;
  if (entries.length === 0) return null;
  return (
    <aside className={css.tray} aria-label={title} ref={setNodeRef} data-open={open || undefined} data-over={isOver || undefined}>
      <h3>
        <button type="button" className={css.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
          <Chevron size={14} aria-hidden />
          {title}
          {total !== undefined && <span className={css.count}>{total}</span>}
        </button>
      </h3>
      {open && (
        <>
          <ul>
            {entries.map((entry) =>
              phone ? <AgendaEntry key={entry.id} entry={entry} day={undefined} moving={moving} /> : <TrayEntry key={entry.id} entry={entry} moving={moving} />,
            )}
          </ul>
          {hasMore && (
            <Button type="link" size="small" loading={loading} onClick={onMore}>
              {t("more")}
            </Button>
          )}
        </>
      )}
    </aside>
  );
}

function TrayEntry({ entry, moving }: { entry: Undated; moving: Moving | undefined }) {
  const may = moving?.may(entry.id) ?? false;
  const held: Held = { id: entry.id, title: entry.title, day: undefined };
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: `${entry.id}:tray`, data: held, disabled: !may });
  return (
    <li ref={setNodeRef} className={css.entry} data-may={may || undefined} data-held={isDragging || undefined} {...listeners}>
      <Link to={entry.href} title={entry.title} draggable={false}>
        <span className={css.title}>{entry.title}</span>
        {entry.beside && <span className={css.beside}>{entry.beside}</span>}
      </Link>
      {may && moving && <MoveMenu id={entry.id} title={entry.title} day={undefined} moving={moving} className={css.menu} />}
    </li>
  );
}
