// Dragging entries to days, by mouse or by a finger that rests on one. The keyboard has each entry's menu.

import { DndContext, DragOverlay, MouseSensor, pointerWithin, TouchSensor, useSensor, useSensors } from "@dnd-kit/core";
import { type ReactNode, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import css from "./calendar.module.css";
import type { Moving } from "./entry";

const STARTS_AFTER_PX = 5;
/** A finger that rests is meant for the entry; one that moves at once scrolls. */
const TOUCH_RESTS_MS = 220;
const TOUCH_TOLERANCE_PX = 8;

/** Where what has no day stands. */
export const NO_DAY = "";

export interface Held {
  id: string;
  title: string;
  /** The day on which it is held. */
  day: string | undefined;
}

interface Props {
  moving: Moving | undefined;
  children: ReactNode;
}

export function CalendarDrag({ moving, children }: Props) {
  const { t } = useTranslation("list");
  const [held, setHeld] = useState<Held>();
  const mouse = useSensor(MouseSensor, { activationConstraint: { distance: STARTS_AFTER_PX } });
  const touch = useSensor(TouchSensor, { activationConstraint: { delay: TOUCH_RESTS_MS, tolerance: TOUCH_TOLERANCE_PX } });
  const sensors = useSensors(mouse, touch);
  if (!moving) return children;
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={pointerWithin}
      accessibility={{ screenReaderInstructions: { draggable: t("calendar.dragHint") }, announcements: SILENT }}
      onDragStart={({ active }) => setHeld(active.data.current as Held)}
      onDragCancel={() => setHeld(undefined)}
      onDragEnd={({ active, over }) => {
        setHeld(undefined);
        const { id, day } = active.data.current as Held;
        const to = over?.data.current?.["day"] as string | undefined;
        if (to === NO_DAY) {
          if (day !== undefined) moving.clear?.(id);
        } else if (to !== undefined && to !== day) moving.move(id, day, to);
      }}
    >
      {children}
      {createPortal(<DragOverlay dropAnimation={null}>{held && <span className={`${css.row} ${css.flying}`}>{held.title}</span>}</DragOverlay>, document.body)}
    </DndContext>
  );
}

/** Whoever listens uses the menu, and hears what came of it. */
const SILENT = { onDragStart: () => undefined, onDragOver: () => undefined, onDragEnd: () => undefined, onDragCancel: () => undefined };
