// The form as it will look, field by field, with what is dragged shown where it would land.

import { useDroppable } from "@dnd-kit/core";
import { MousePointerClick } from "lucide-react";
import { Fragment, useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import {
  FormContext,
  NarrowContext,
  NO_REFS,
  fieldState,
  shownValue,
  textOf,
  ruleTargets,
  type Field,
  type FormShared,
} from "@/form";
import { EmptyState } from "@/ui";
import { useDesigner } from "../context";
import css from "../designer.module.css";
import { CanvasField } from "./CanvasField";
import type { Target } from "./drop";

export const END = "canvas-end";

interface Props {
  device: "desktop" | "phone";
  target: Target | undefined;
  /** What is being dragged, in words. */
  dragged: { label: string; full: boolean } | undefined;
}

export function Canvas({ device, target, dragged }: Props) {
  const { t, i18n } = useTranslation("form-designer");
  const { designer, dispatch, issues, sample, state } = useDesigner();
  const { schema, selected } = designer;
  const end = useDroppable({ id: END });
  const shared = useMemo<FormShared>(() => ({ prefix: "canvas", rights: {}, refs: NO_REFS, state, issues: [] }), [state]);
  const targets = useMemo(() => ruleTargets(schema), [schema]);
  const select = useCallback((path: string) => dispatch({ type: "select", path }), [dispatch]);
  const duplicate = useCallback((path: string) => dispatch({ type: "duplicate", path }), [dispatch]);
  const remove = useCallback((path: string) => dispatch({ type: "remove", path }), [dispatch]);
  const keys = useCallback(
    (event: React.KeyboardEvent, field: Field, index: number) => {
      const moves = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (moves && event.altKey) dispatch({ type: "move", from: index, to: index + moves });
      else if (moves) {
        const covers = [...(event.currentTarget.closest("[data-canvas]")?.querySelectorAll<HTMLElement>(`.${css.cover}`) ?? [])];
        covers[index + moves]?.focus();
      } else if (event.key === "Delete" || event.key === "Backspace") dispatch({ type: "remove", path: field.key });
      else if (event.key.toLowerCase() === "d" && (event.ctrlKey || event.metaKey))
        dispatch({ type: "duplicate", path: field.key });
      else return;
      event.preventDefault();
    },
    [dispatch],
  );
  const rulesOf = (key: string) =>
    (schema.rules ?? []).flatMap((rule, i) =>
      rule.actions.some((a) => (a.kind === "set" ? a.field === key : a.fields.includes(key))) ? [i + 1] : [],
    );
  const top = selected?.split(".")[0];
  const bar = (
    <div className={css.dropBar} data-full={dragged?.full || undefined}>
      {t("canvas.dropHere", { label: dragged?.label })}
    </div>
  );
  const at = target && "at" in target ? target.at : undefined;
  return (
    <NarrowContext.Provider value={device === "phone" ? true : false}>
      <FormContext.Provider value={shared}>
        <div className={css.paper} data-device={device} data-canvas ref={end.setNodeRef}>
          <div className={css.paperHead}>
            <h2>{textOf(schema.name, i18n.language, t("untitled"))}</h2>
            {textOf(schema.description, i18n.language) && (
              <p className={css.quiet}>{textOf(schema.description, i18n.language)}</p>
            )}
          </div>
          {schema.fields.length === 0 && !dragged ? (
            <EmptyState icon={MousePointerClick} title={t("canvas.empty")}>
              {t("canvas.emptyText")}
            </EmptyState>
          ) : (
            <div className={css.slots}>
              {schema.fields.map((field, index) => (
                <Fragment key={field.key}>
                  {at === index && bar}
                  <CanvasField
                    field={field}
                    index={index}
                    value={shownValue(field, sample, state, targets)}
                    may={{ ...fieldState(field, state, {}), visible: true }}
                    selected={top === field.key}
                    into={target !== undefined && "into" in target && target.into === field.key}
                    problems={issues.filter((i) => i.path?.split(".")[0] === field.key).length}
                    rules={rulesOf(field.key)}
                    onSelect={select}
                    onKey={keys}
                    onDuplicate={duplicate}
                    onRemove={remove}
                  />
                </Fragment>
              ))}
              {at === schema.fields.length && bar}
            </div>
          )}
        </div>
      </FormContext.Provider>
    </NarrowContext.Provider>
  );
}
