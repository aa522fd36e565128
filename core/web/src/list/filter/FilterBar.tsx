// The filter as a sentence of chips. A chip opens its own editor; the plus adds another.

import { Button, Popover } from "antd";
import { ListFilter, Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldType, NO_REFS, type Refs } from "@/form";
import type { ColumnInfo } from "../column";
import css from "../list.module.css";
import { takesNothing, type Leaf } from "./filter";
import { FilterEditor } from "./FilterEditor";
import { operatorLabel } from "./words";

interface Props {
  columns: ColumnInfo[];
  leaves: Leaf[];
  refs: Refs | undefined;
  onChange: (leaves: Leaf[]) => void;
}

const NEW = -1;

export function FilterBar({ columns, leaves, refs = NO_REFS, onChange }: Props) {
  const { t } = useTranslation("list");
  const { t: words, i18n } = useTranslation("form");
  const [open, setOpen] = useState<number>();
  const filterable = columns.filter((c) => c.ops.length > 0);
  if (filterable.length === 0) return null;
  const valueText = (column: ColumnInfo, leaf: Leaf): string => {
    if (takesNothing(leaf.op)) return "";
    const print = (value: unknown) =>
      fieldType(column.field.type).print(column.field, value, { locale: i18n.language, refs, t: words });
    if (leaf.op === "between" && Array.isArray(leaf.value)) return leaf.value.map(print).join(` ${words("filter.to")} `);
    if (Array.isArray(leaf.value)) return leaf.value.map((v) => print(v)).join(words("listSeparator"));
    return print(leaf.value);
  };
  const editor = (index: number, leaf: Leaf | undefined) => (
    <FilterEditor
      columns={filterable}
      leaf={leaf}
      refs={refs}
      onDone={(next) => {
        onChange(index === NEW ? [...leaves, next] : leaves.map((l, i) => (i === index ? next : l)));
        setOpen(undefined);
      }}
    />
  );
  const popover = { trigger: "click" as const, placement: "bottomLeft" as const, arrow: false, destroyOnHidden: true };
  return (
    <div className={css.filter} role="group" aria-label={t("filter.label")}>
      {leaves.length === 0 ? <ListFilter size={16} aria-hidden /> : <span>{t("filter.show")}</span>}
      {leaves.map((leaf, index) => {
        const column = columns.find((c) => c.key === leaf.field);
        if (!column) return null;
        const value = valueText(column, leaf);
        return (
          <span key={index} className={css.filterPart}>
            {index > 0 && <span className={css.quiet}>{t("filter.and")}</span>}
            <span className={css.filterChip}>
              <Popover
                {...popover}
                open={open === index}
                onOpenChange={(shown) => setOpen(shown ? index : undefined)}
                content={editor(index, leaf)}
              >
                <button type="button" className={css.chipText}>
                  {column.label} <span className={css.quiet}>{operatorLabel(leaf.op, column, words)}</span> {value}
                </button>
              </Popover>
              <button
                type="button"
                className={css.chipRemove}
                aria-label={t("filter.remove", { name: column.label })}
                onClick={() => onChange(leaves.filter((_, i) => i !== index))}
              >
                <X size={12} aria-hidden />
              </button>
            </span>
          </span>
        );
      })}
      <Popover
        {...popover}
        open={open === NEW}
        onOpenChange={(shown) => setOpen(shown ? NEW : undefined)}
        content={editor(NEW, undefined)}
      >
        <Button type="text" size="small" icon={<Plus size={14} />}>
          {t("filter.add")}
        </Button>
      </Popover>
      {leaves.length > 1 && (
        <Button type="link" size="small" onClick={() => onChange([])}>
          {t("filter.clear")}
        </Button>
      )}
    </div>
  );
}
