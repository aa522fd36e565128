// The field types to choose from: drag one to its place, or click (or press Enter) to add it after the selection.

import { useDraggable } from "@dnd-kit/core";
import { Input } from "antd";
import { Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FIELD_TYPES, type FieldType, type FieldTypeName } from "@/form";
import css from "../designer.module.css";

const GROUPS = ["common", "organisation", "files", "structure"] as const;

export function Palette({ onAdd }: { onAdd: (type: FieldTypeName) => void }) {
  const { t } = useTranslation("form-designer");
  const { t: types } = useTranslation("form");
  const [query, setQuery] = useState("");
  const asked = query.trim().toLowerCase();
  const matches = (type: FieldType) =>
    asked === "" || types(`type.${type.type}`).toLowerCase().includes(asked) || type.type.toLowerCase().includes(asked);
  const groups = GROUPS.map((group) => ({ group, items: FIELD_TYPES.filter((f) => f.group === group && matches(f)) })).filter(
    (g) => g.items.length > 0,
  );
  return (
    <div className={css.palette}>
      <Input
        prefix={<Search size={14} aria-hidden />}
        placeholder={t("palette.search")}
        aria-label={t("palette.search")}
        allowClear
        value={query}
        onChange={(e) => setQuery(e.target.value)}
      />
      {groups.map(({ group, items }) => (
        <section key={group} aria-label={t(`palette.${group}`)}>
          <h3 className={css.paletteTitle}>{t(`palette.${group}`)}</h3>
          <div className={css.paletteItems}>
            {items.map((type) => (
              <PaletteItem key={type.type} type={type} label={types(`type.${type.type}`)} onAdd={onAdd} />
            ))}
          </div>
        </section>
      ))}
      {groups.length === 0 && <p className={css.quiet}>{t("palette.none")}</p>}
    </div>
  );
}

function PaletteItem({ type, label, onAdd }: { type: FieldType; label: string; onAdd: (type: FieldTypeName) => void }) {
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: `new:${type.type}`, data: { type: type.type } });
  const Icon = type.icon;
  return (
    <button
      ref={setNodeRef}
      type="button"
      className={css.paletteItem}
      data-dragging={isDragging || undefined}
      {...listeners}
      onClick={() => onAdd(type.type)}
    >
      <Icon size={16} aria-hidden />
      <span className="ellipsis">{label}</span>
    </button>
  );
}
