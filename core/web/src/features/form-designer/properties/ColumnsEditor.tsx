// The columns of a detail table: added, ordered, opened, and chosen for the total.

import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
  type DragEndEvent,
} from "@dnd-kit/core";
import { SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { Button, Dropdown, Tooltip } from "antd";
import { ChevronRight, GripVertical, Plus, Sigma } from "lucide-react";
import { useTranslation } from "react-i18next";
import { FIELD_TYPES, isNumeric, textOf, type Field, type FieldOf } from "@/form";
import { TypeIcon } from "../canvas/CanvasField";
import { useDesigner } from "../context";
import css from "../designer.module.css";
import { newField } from "../model/newField";

export function ColumnsEditor({ table }: { table: FieldOf<"detail"> }) {
  const { t, i18n } = useTranslation("form-designer");
  const { t: types } = useTranslation("form");
  const { formId, designer, dispatch } = useDesigner();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const totals = table.totals ?? [];
  const end = ({ active, over }: DragEndEvent) => {
    const at = (id: unknown) => table.fields.findIndex((c) => c.key === id);
    if (over) dispatch({ type: "move", table: table.key, from: at(active.id), to: at(over.id) });
  };
  return (
    <div>
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={end}>
        <SortableContext items={table.fields.map((c) => c.key)} strategy={verticalListSortingStrategy}>
          <ul className={css.rows}>
            {table.fields.map((column) => (
              <ColumnRow
                key={column.key}
                column={column}
                summed={totals.includes(column.key)}
                onOpen={() => dispatch({ type: "select", path: `${table.key}.${column.key}` })}
                onSum={() =>
                  dispatch({
                    type: "patch",
                    path: table.key,
                    change: {
                      totals: totals.includes(column.key) ? totals.filter((k) => k !== column.key) : [...totals, column.key],
                    },
                  })
                }
              />
            ))}
          </ul>
        </SortableContext>
      </DndContext>
      <Dropdown
        trigger={["click"]}
        menu={{
          className: css.typeMenu ?? "",
          items: FIELD_TYPES.filter((f) => f.column).map((f) => ({
            key: f.type,
            label: types(`type.${f.type}`),
            icon: <f.icon size={16} />,
          })),
          onClick: ({ key }) => {
            const type = FIELD_TYPES.find((f) => f.type === key)?.type;
            if (type)
              dispatch({
                type: "add",
                table: table.key,
                field: newField(
                  designer.schema,
                  formId,
                  type,
                  { [i18n.language === "en" ? "en" : "zh-CN"]: types(`type.${type}`) },
                  table.key,
                ),
              });
          },
        }}
      >
        <Button type="link" size="small" className={css.flush} icon={<Plus size={14} />}>
          {t("columns.add")}
        </Button>
      </Dropdown>
    </div>
  );
}

function ColumnRow({ column, summed, onOpen, onSum }: { column: Field; summed: boolean; onOpen: () => void; onSum: () => void }) {
  const { t, i18n } = useTranslation("form-designer");
  const { setNodeRef, transform, transition, attributes, listeners } = useSortable({ id: column.key });
  const name = textOf(column.label, i18n.language, column.key);
  return (
    <li ref={setNodeRef} className={css.sortRow} style={{ transform: CSS.Translate.toString(transform), transition }}>
      <button type="button" className={css.grip} {...attributes} {...listeners} aria-label={t("columns.drag", { name })}>
        <GripVertical size={14} aria-hidden />
      </button>
      <button type="button" className={css.columnOpen} onClick={onOpen}>
        <TypeIcon field={column} />
        <span className="ellipsis">{name}</span>
        <ChevronRight size={14} aria-hidden />
      </button>
      {isNumeric(column) && (
        <Tooltip title={t(summed ? "columns.unsum" : "columns.sum")}>
          <Button
            type="text"
            size="small"
            className={summed ? css.on : undefined}
            aria-pressed={summed}
            aria-label={t("columns.sumOf", { name })}
            icon={<Sigma size={14} />}
            onClick={onSum}
          />
        </Tooltip>
      )}
    </li>
  );
}
