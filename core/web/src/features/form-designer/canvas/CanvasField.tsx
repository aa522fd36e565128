// One field on the canvas: drawn as people will meet it, selected by a click, moved by its handle or by keys.

import { useDraggable, useDroppable } from "@dnd-kit/core";
import { Copy, GripVertical, Trash2, Zap } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { FieldEdit, fieldType, textOf, type Field, type FieldState } from "@/form";
import { IconButton } from "@/ui";
import css from "../designer.module.css";

interface Props {
  field: Field;
  index: number;
  value: unknown;
  may: FieldState;
  selected: boolean;
  /** A field will be dropped into this table. */
  into: boolean;
  problems: number;
  /** The rules that show, hide, demand or set it, numbered as people count. */
  rules: number[];
  onSelect: (path: string) => void;
  onKey: (event: React.KeyboardEvent, field: Field, index: number) => void;
  onDuplicate: (path: string) => void;
  onRemove: (path: string) => void;
}

export const CanvasField = memo(function CanvasField(props: Props) {
  const { field, index, value, may, selected, into, problems, rules, onSelect, onKey, onDuplicate, onRemove } = props;
  const { t, i18n } = useTranslation("form-designer");
  const { t: types } = useTranslation("form");
  const drag = useDraggable({ id: `field:${field.key}`, data: { index } });
  const drop = useDroppable({ id: field.key });
  const label = textOf(field.label, i18n.language, field.key);
  const full = field.width === "full" || field.type === "section" || field.type === "hint";
  const marks = (
    <>
      {rules.map((number) => (
        <span key={number} className={css.ruleMark}>
          <Zap size={12} aria-hidden />
          {t("canvas.rule", { number })}
        </span>
      ))}
      {field.hidden && <span className={css.ruleMark}>{t("canvas.hidden")}</span>}
    </>
  );
  return (
    <div
      ref={drop.setNodeRef}
      className={css.slot}
      data-full={full || undefined}
      data-selected={selected || undefined}
      data-dragging={drag.isDragging || undefined}
      data-into={into || undefined}
      data-problem={problems > 0 || undefined}
      data-path={field.key}
    >
      {field.type === "section" ? (
        <h3 className={css.sectionHead}>
          {label}
          {marks}
        </h3>
      ) : (
        // What is drawn here is a picture of the form: nothing in it takes the focus or a click.
        <div inert>
          <FieldEdit field={field} value={value} may={may} onChange={ignore} beside={marks} />
        </div>
      )}
      <button
        type="button"
        className={css.cover}
        aria-pressed={selected}
        aria-label={t("canvas.field", { label, type: types(`type.${field.type}`) })}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete Control+D"
        onClick={() => onSelect(field.key)}
        onKeyDown={(event) => onKey(event, field, index)}
      />
      {selected && (
        <div className={css.slotTools}>
          <button
            type="button"
            ref={drag.setNodeRef}
            className={css.grip}
            aria-label={t("canvas.drag", { label })}
            {...drag.listeners}
            tabIndex={-1}
          >
            <GripVertical size={14} aria-hidden />
          </button>
          <IconButton
            icon={Copy}
            iconSize={14}
            size="small"
            label={t("canvas.duplicate")}
            onClick={() => onDuplicate(field.key)}
          />
          <IconButton icon={Trash2} iconSize={14} size="small" label={t("canvas.remove")} onClick={() => onRemove(field.key)} />
        </div>
      )}
      {problems > 0 && <span className={css.problemMark}>{t("canvas.problems", { count: problems })}</span>}
    </div>
  );
});

function ignore() {}

/** The icon of a field's type, for lists and the drag picture. */
export function TypeIcon({ field, size = 16 }: { field: Pick<Field, "type">; size?: number }) {
  const Icon = fieldType(field.type).icon;
  return <Icon size={size} aria-hidden />;
}
