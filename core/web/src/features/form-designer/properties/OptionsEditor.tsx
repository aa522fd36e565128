// The options of a select: named, ordered by dragging, retired once published. Pasting lines adds one option a line.

import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
  type DragEndEvent,
} from "@dnd-kit/core";
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { Button, Input } from "antd";
import { Archive, ArchiveRestore, GripVertical, Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Locale, SelectOption } from "@/form";
import { IconButton } from "@/ui";
import css from "../designer.module.css";
import { freeKey } from "../model/newField";

/** Options of one select field (core/model). */
const OPTIONS_MAX = 500;

interface Props {
  options: SelectOption[];
  /** Keys that a published version has. */
  published: Set<string>;
  onChange: (options: SelectOption[]) => void;
}

export function OptionsEditor({ options, published, onChange }: Props) {
  const { t, i18n } = useTranslation("form-designer");
  const language: Locale = i18n.language === "en" ? "en" : "zh-CN";
  const sensors = useSensors(
    useSensor(PointerSensor),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const added = (labels: string[], onto: SelectOption[]) =>
    labels
      .reduce<SelectOption[]>(
        (all, label) => [
          ...all,
          {
            key: freeKey(
              "option",
              all.map((o) => o.key),
            ),
            label: { [language]: label },
          },
        ],
        onto,
      )
      .slice(0, OPTIONS_MAX);
  const patch = (key: string, change: Partial<SelectOption>) =>
    onChange(options.map((o) => (o.key === key ? { ...o, ...change } : o)));
  const end = ({ active, over }: DragEndEvent) => {
    const at = (id: unknown) => options.findIndex((o) => o.key === id);
    if (over && active.id !== over.id) onChange(arrayMove(options, at(active.id), at(over.id)));
  };
  return (
    <div>
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={end}>
        <SortableContext items={options.map((o) => o.key)} strategy={verticalListSortingStrategy}>
          <ul className={css.rows}>
            {options.map((option, index) => (
              <OptionRow
                key={option.key}
                option={option}
                language={language}
                published={published.has(option.key)}
                autoFocus={index === options.length - 1 && !option.label[language]}
                onPatch={patch}
                onRemove={() => onChange(options.filter((o) => o.key !== option.key))}
                onLines={(lines) => {
                  const [first = "", ...rest] = lines;
                  const named = options.map((o) =>
                    o.key === option.key ? { ...o, label: { ...o.label, [language]: first } } : o,
                  );
                  onChange(added(rest, named));
                }}
                onEnter={() => onChange(added([""], options))}
              />
            ))}
          </ul>
        </SortableContext>
      </DndContext>
      <Button
        type="link"
        size="small"
        className={css.flush}
        icon={<Plus size={14} />}
        disabled={options.length >= OPTIONS_MAX}
        onClick={() => onChange(added([""], options))}
      >
        {t("options.add")}
      </Button>
      <div className={css.quiet}>{t("options.help")}</div>
    </div>
  );
}

interface RowProps {
  option: SelectOption;
  language: Locale;
  published: boolean;
  autoFocus: boolean;
  onPatch: (key: string, change: Partial<SelectOption>) => void;
  onRemove: () => void;
  onLines: (lines: string[]) => void;
  onEnter: () => void;
}

function OptionRow({ option, language, published, autoFocus, onPatch, onRemove, onLines, onEnter }: RowProps) {
  const { t } = useTranslation("form-designer");
  const { setNodeRef, transform, transition, attributes, listeners } = useSortable({ id: option.key });
  const name = option.label[language] ?? option.key;
  return (
    <li
      ref={setNodeRef}
      className={css.sortRow}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      data-retired={option.retired || undefined}
    >
      <button type="button" className={css.grip} {...attributes} {...listeners} aria-label={t("options.drag", { name })}>
        <GripVertical size={14} aria-hidden />
      </button>
      <Input
        size="small"
        variant="filled"
        autoFocus={autoFocus}
        aria-label={t("options.label")}
        title={t("options.key", { key: option.key })}
        placeholder={t("options.label")}
        value={option.label[language] ?? ""}
        onChange={(e) => onPatch(option.key, { label: { ...option.label, [language]: e.target.value } })}
        onPressEnter={onEnter}
        onPaste={(e) => {
          const lines = e.clipboardData
            .getData("text")
            .split(/\r?\n/)
            .map((l) => l.trim())
            .filter(Boolean);
          if (lines.length < 2) return;
          e.preventDefault();
          onLines(lines);
        }}
      />
      {published ? (
        <IconButton
          size="small"
          iconSize={14}
          icon={option.retired ? ArchiveRestore : Archive}
          label={t(option.retired ? "options.restore" : "options.retire", { name })}
          onClick={() => onPatch(option.key, { retired: !option.retired })}
        />
      ) : (
        <IconButton size="small" iconSize={14} icon={X} label={t("options.remove", { name })} onClick={onRemove} />
      )}
    </li>
  );
}
