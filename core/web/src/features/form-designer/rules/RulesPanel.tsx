// The linkage rules below the canvas: each a sentence, in the order in which they run.

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
import { Button, Switch } from "antd";
import { ChevronDown, ChevronUp, Copy, GripVertical, Plus, Trash2 } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { ExprSentence, textOf, useEngine, type FormSchema, type Rule, type RuleAction } from "@/form";
import { IconButton, useIsPhone } from "@/ui";
import { useDesigner } from "../context";
import css from "../designer.module.css";
import { holds } from "../evaluation";
import { freeKey } from "../model/newField";
import { ActionSentence } from "./ActionSentence";

export function newRule(schema: FormSchema): Rule {
  return {
    key: freeKey(
      "rule",
      (schema.rules ?? []).map((r) => r.key),
    ),
    when: { op: "all", args: [] },
    actions: [],
    enabled: true,
  };
}

export function RulesPanel() {
  const { t } = useTranslation("form-designer");
  const { designer, dispatch, openRule } = useDesigner();
  const rules = designer.schema.rules ?? [];
  const phone = useIsPhone();
  const [open, setOpen] = useState(rules.length > 0 && !phone);
  const sensors = useSensors(
    useSensor(PointerSensor),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const set = (next: Rule[]) => dispatch({ type: "rules", rules: next });
  const end = ({ active, over }: DragEndEvent) => {
    const at = (id: unknown) => rules.findIndex((r) => r.key === id);
    if (over && active.id !== over.id) set(arrayMove(rules, at(active.id), at(over.id)));
  };
  const add = () => {
    set([...rules, newRule(designer.schema)]);
    setOpen(true);
    openRule(rules.length);
  };
  return (
    <section className={css.rules} aria-label={t("rules.title")}>
      <div className={css.rulesHead}>
        <button type="button" className={css.rulesToggle} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? <ChevronDown size={16} aria-hidden /> : <ChevronUp size={16} aria-hidden />}
          <h2>{t("rules.title")}</h2>
          <span className={css.quiet}>{rules.length > 0 ? t("rules.count", { count: rules.length }) : t("rules.none")}</span>
        </button>
        <Button type="link" size="small" icon={<Plus size={14} />} onClick={add}>
          {t("rules.add")}
        </Button>
      </div>
      {open && rules.length > 0 && (
        <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={end}>
          <SortableContext items={rules.map((r) => r.key)} strategy={verticalListSortingStrategy}>
            <ol className={css.ruleList}>
              {rules.map((rule, index) => (
                <RuleRow
                  key={rule.key}
                  rule={rule}
                  index={index}
                  onOpen={() => openRule(index)}
                  onEnable={(enabled) => set(rules.map((r, i) => (i === index ? { ...r, enabled } : r)))}
                  onCopy={() =>
                    set([
                      ...rules.slice(0, index + 1),
                      {
                        ...structuredClone(rule),
                        key: freeKey(
                          rule.key,
                          rules.map((r) => r.key),
                        ),
                      },
                      ...rules.slice(index + 1),
                    ])
                  }
                  onRemove={() => set(rules.filter((_, i) => i !== index))}
                />
              ))}
            </ol>
          </SortableContext>
        </DndContext>
      )}
    </section>
  );
}

interface RowProps {
  rule: Rule;
  index: number;
  onOpen: () => void;
  onEnable: (enabled: boolean) => void;
  onCopy: () => void;
  onRemove: () => void;
}

function RuleRow({ rule, index, onOpen, onEnable, onCopy, onRemove }: RowProps) {
  const { t } = useTranslation("form-designer");
  const { designer, fields, state, issues } = useDesigner();
  const engine = useEngine();
  const { setNodeRef, transform, transition, attributes, listeners } = useSortable({ id: rule.key });
  const now = useMemo(
    () => holds(engine, designer.schema, state.data, rule.when),
    [engine, designer.schema, state.data, rule.when],
  );
  const enabled = rule.enabled !== false;
  const problem = issues.find((i) => i.rule === index)?.issue.message;
  const number = index + 1;
  return (
    <li
      ref={setNodeRef}
      className={css.rule}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      data-off={!enabled || undefined}
      data-problem={problem ? true : undefined}
    >
      <button type="button" className={css.grip} {...attributes} {...listeners} aria-label={t("rules.drag", { number })}>
        <GripVertical size={14} aria-hidden />
      </button>
      <span className={css.ruleNumber}>{number}</span>
      <button type="button" className={css.ruleSentence} onClick={onOpen}>
        <span className="visually-hidden">{t("rules.edit", { number })} </span>
        <RuleSentence rule={rule} schema={designer.schema} fields={fields} />
        {problem && <span className={css.propError}>{problem}</span>}
      </button>
      <span className={css.ruleNow}>{now === undefined || !enabled ? "" : t(now ? "rules.holds" : "rules.holdsNot")}</span>
      <span className={css.ruleTools}>
        <IconButton size="small" iconSize={14} icon={Copy} label={t("rules.copy", { number })} onClick={onCopy} />
        <IconButton size="small" iconSize={14} icon={Trash2} label={t("rules.remove", { number })} onClick={onRemove} />
      </span>
      <Switch size="small" checked={enabled} onChange={onEnable} aria-label={t("rules.enable", { number })} />
    </li>
  );
}

/** Actions on the very same fields, one after another, read as one: `显示并必填 比价说明`. */
function together(actions: RuleAction[]): RuleAction[][] {
  const groups: RuleAction[][] = [];
  for (const action of actions) {
    const last = groups.at(-1)?.[0];
    const same = last && last.kind !== "set" && action.kind !== "set" && last.fields.join() === action.fields.join();
    if (same) groups.at(-1)?.push(action);
    else groups.push([action]);
  }
  return groups;
}

export function RuleSentence({
  rule,
  schema,
  fields,
}: {
  rule: Rule;
  schema: FormSchema;
  fields: Parameters<typeof ExprSentence>[0]["fields"];
}) {
  const { t, i18n } = useTranslation("form-designer");
  const label = (key: string) => textOf(schema.fields.find((f) => f.key === key)?.label, i18n.language, key);
  return (
    <>
      {t("rules.when")} <ExprSentence expr={rule.when} fields={fields} /> {t("rules.then")}{" "}
      {rule.actions.length === 0 ? (
        <span className={css.quiet}>{t("rules.noActions")}</span>
      ) : (
        together(rule.actions).map((actions, i) => (
          <span key={i}>
            {i > 0 && t("rules.and")}
            <ActionSentence actions={actions} label={label} fields={fields} />
          </span>
        ))
      )}
    </>
  );
}
