// Records as cards in the columns of a field's values. A card is moved by dragging or by its menu; on a phone one
// column is seen at a time.

import { DndContext, DragOverlay, PointerSensor, pointerWithin, useSensor, useSensors } from "@dnd-kit/core";
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { NO_REFS } from "@/form";
import { filterOf, type Column, type Settings } from "@/list";
import { EmptyState, ErrorState, ListSkeleton, useIsPhone } from "@/ui";
import { recordsQuery, type RecordRow } from "../queries";
import css from "./board.module.css";
import { BoardList } from "./BoardList";
import { boardColumns, movable, needsSample, PEOPLE_MAX, type BoardColumn } from "./columns";
import { namedQuery } from "./named";
import { useMove, type Move } from "./useMove";

const DRAG_STARTS_AFTER_PX = 6;
/** The column that a phone shows, in the address. */
const COLUMN = "column";

export interface BoardProps {
  formId: string;
  by: Column<RecordRow>;
  settings: Settings;
  q: string | undefined;
  /** The lines of a card. */
  lines: Column<RecordRow>[];
  mayMove: boolean;
  hrefOf: (row: RecordRow) => string;
}

export default function Board({ formId, by, settings, q, lines, mayMove, hrefOf }: BoardProps) {
  const { t, i18n } = useTranslation("records");
  const phone = useIsPhone();
  const [address, setAddress] = useSearchParams();
  const [dragged, setDragged] = useState<RecordRow>();
  const sort = settings.sort || undefined;
  const asked = useCallback((column: BoardColumn) => recordsQuery(formId, { filter: filterOf(settings, column.leaf), sort, q }), [formId, settings, sort, q]);
  const sample = useQuery({ ...namedQuery(formId, by.key, settings, q), enabled: needsSample(by) });
  const columns = useMemo(
    () => boardColumns(by, { rows: sample.data?.rows ?? [], refs: sample.data?.refs ?? NO_REFS }, i18n.language, t("board.none")),
    [by, sample.data, i18n.language, t],
  );
  const move = useMove(by.key, (column) => asked(column).queryKey);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: DRAG_STARTS_AFTER_PX } }));
  const targets = mayMove && movable(by) ? columns.filter((column) => !column.retired && !(column.value === null && by.field.required)) : [];
  const moveTo = ({ row, from, to }: Move) => from.id !== to.id && move.mutate({ row, from, to });

  if (needsSample(by) && sample.error) return <ErrorState error={sample.error} onRetry={() => void sample.refetch()} />;
  if (needsSample(by) && sample.isPending) return <ListSkeleton rows={10} />;
  const list = (column: BoardColumn) => <BoardList key={column.id} column={column} asked={asked(column)} lines={lines} targets={targets} onMove={moveTo} hrefOf={hrefOf} phone={phone} />;
  const note = sample.data && (sample.data.rows.length > PEOPLE_MAX || sample.data.more) && <p className={css.quiet}>{t("board.sampled", { max: PEOPLE_MAX })}</p>;
  if (columns.length === 0) return <EmptyState title={t("none")}>{t("noneText")}</EmptyState>;
  if (phone) {
    const shown = columns.find((column) => column.id === address.get(COLUMN)) ?? columns.find((column) => column.value !== null) ?? columns[0];
    return (
      <div className={css.phone}>
        <Select
          size="large"
          aria-label={t("board.column")}
          value={shown?.id ?? null}
          options={columns.map(({ id, label }) => ({ value: id, label }))}
          onChange={(id) =>
            setAddress(
              (old) => {
                const next = new URLSearchParams(old);
                next.set(COLUMN, id);
                return next;
              },
              { replace: true },
            )
          }
        />
        {note}
        {shown && list(shown)}
      </div>
    );
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={pointerWithin}
      accessibility={{ screenReaderInstructions: { draggable: t("board.dragHint") }, announcements: silent }}
      onDragStart={({ active }) => setDragged((active.data.current as { row: RecordRow }).row)}
      onDragCancel={() => setDragged(undefined)}
      onDragEnd={({ active, over }) => {
        setDragged(undefined);
        const { row, from } = active.data.current as { row: RecordRow; from: BoardColumn };
        const to = targets.find((column) => over?.data.current?.["column"] === column.id);
        if (to) moveTo({ row, from, to });
      }}
    >
      {note}
      <div className={css.board} role="group" aria-label={t("list:layout.board")}>
        {columns.map(list)}
      </div>
      <DragOverlay dropAnimation={null}>{dragged && <div className={`${css.card} ${css.lifted}`}>{dragged.title || t("untitled")}</div>}</DragOverlay>
    </DndContext>
  );
}

/** Dragging is for pointers; whoever listens uses a card's menu, and hears what came of it. */
const silent = { onDragStart: () => undefined, onDragOver: () => undefined, onDragEnd: () => undefined, onDragCancel: () => undefined };
