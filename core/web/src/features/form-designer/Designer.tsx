// The designer: palette, canvas with rules below it, properties; drafts saved as they change.

import {
  DndContext,
  DragOverlay,
  PointerSensor,
  pointerWithin,
  useSensor,
  useSensors,
  type DragMoveEvent,
  type DragStartEvent,
} from "@dnd-kit/core";
import { replaceEqualDeep, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Drawer, Segmented } from "antd";
import { Monitor, PencilRuler, Play, Plus, Smartphone } from "lucide-react";
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import {
  fieldInfos,
  fieldType,
  restingState,
  textOf,
  useEngine,
  type FieldTypeName,
  type FormData,
  type FormIssue,
  type FormSchema,
} from "@/form";
import { useHotkeys, useIsPhone } from "@/ui";
import { Canvas, END } from "./canvas/Canvas";
import { TypeIcon } from "./canvas/CanvasField";
import { landing, targetOver, type Target } from "./canvas/drop";
import { Palette } from "./canvas/Palette";
import { ConflictNotice } from "./ConflictNotice";
import { DesignerContext, type DesignerShared } from "./context";
import { DesignerBar } from "./DesignerBar";
import css from "./designer.module.css";
import { evaluated, findings, sampleFor } from "./evaluation";
import { placed } from "./issues";
import { IssuesDrawer } from "./IssuesDrawer";
import { designerOf, reduce } from "./model/designer";
import { newField } from "./model/newField";
import { allPaths, fieldAt, placeOf } from "./model/paths";
import { PropertiesPanel } from "./properties/PropertiesPanel";
import { type DesignedForm, draftQuery, type FormDraft, versionQuery } from "./queries";
import { RuleDrawer } from "./rules/RuleDrawer";
import { RulesPanel } from "./rules/RulesPanel";
import { TryOut } from "./TryOut";
import { useAutosave } from "./useAutosave";
import { useLeaveGuard } from "./useLeaveGuard";
import { PublishDialog } from "./versions/PublishDialog";
import { VersionView } from "./versions/VersionView";

const DRAG_STARTS_AFTER_PX = 4;
/** The canvas scrolls while the pointer is in its outermost tenth. */
const AUTO_SCROLL = { threshold: { x: 0, y: 0.1 } };

interface Props {
  form: DesignedForm;
  draft: FormDraft;
}

export function Designer({ form, draft }: Props) {
  const { t, i18n } = useTranslation("form-designer");
  const { t: types } = useTranslation("form");
  const { message } = App.useApp();
  const phone = useIsPhone();
  const engine = useEngine();
  const client = useQueryClient();
  const [designer, dispatch] = useReducer(reduce, draft.schema, designerOf);
  const { schema, selected } = designer;
  const save = useAutosave(form.id, draft, schema);
  const [entered, setEntered] = useState<FormData>({});
  const [device, setDevice] = useState<"desktop" | "phone">(phone ? "phone" : "desktop");
  const [mode, setMode] = useState<"edit" | "try">("edit");
  const [rule, setRule] = useState<number>();
  const [dialog, setDialog] = useState<"publish" | "compare" | "issues" | "palette">();
  const [refused, setRefused] = useState<FormIssue[]>();
  const [baseVersion, setBaseVersion] = useState(draft.baseVersion ?? undefined);
  const [params, setParams] = useSearchParams();
  const viewed = Number(params.get("version")) || undefined;
  const base = useQuery({ ...versionQuery(form.id, baseVersion ?? 0), enabled: baseVersion !== undefined });
  const same = save.state === "saved" && base.data !== undefined && isSame(base.data.schema, save.onServer);
  useLeaveGuard(save.state !== "saved", save.flush);

  const sample = useMemo(() => sampleFor(engine, schema, entered), [engine, schema, entered]);
  const state = useMemo(() => evaluated(engine, schema, sample, restingState(schema, sample)), [engine, schema, sample]);
  const fields = useMemo(() => fieldInfos(schema, i18n.language), [schema, i18n.language]);
  const publishedSchema = form.schema ? (form.schema as FormSchema) : undefined;
  const issues = useMemo(
    () =>
      (refused ?? findings(engine, schema, i18n.language, publishedSchema, save.issues)).map((issue) => placed(issue, schema)),
    [refused, engine, schema, i18n.language, publishedSchema, save.issues],
  );
  useEffect(() => setRefused(undefined), [schema]);
  const published = useMemo(() => new Set(publishedSchema ? allPaths(publishedSchema) : []), [publishedSchema]);
  const publishedOptions = useMemo(() => new Set(publishedSchema ? optionPaths(publishedSchema) : []), [publishedSchema]);
  const shared = useMemo<DesignerShared>(
    () => ({
      formId: form.id,
      designer,
      dispatch,
      published,
      publishedOptions,
      fields,
      issues,
      sample,
      state,
      openRule: setRule,
    }),
    [form.id, designer, published, publishedOptions, fields, issues, sample, state],
  );

  const undo = useCallback(() => dispatch({ type: "undo" }), []);
  const redo = useCallback(() => dispatch({ type: "redo" }), []);
  useHotkeys({ "mod+z": undo, "mod+y": redo, "mod+shift+z": redo });

  const labelOf = useCallback((type: FieldTypeName) => types(`type.${type}`), [types]);
  const create = (type: FieldTypeName, table?: string) =>
    newField(schema, form.id, type, { [i18n.language === "en" ? "en" : "zh-CN"]: labelOf(type) }, table);
  const addAfterSelection = (type: FieldTypeName) => {
    const place = selected === undefined ? undefined : placeOf(selected);
    if (place?.table && fieldType(type).column) {
      dispatch({ type: "add", field: create(type, place.table), table: place.table });
    } else {
      const top = place?.table ?? place?.key;
      const index = schema.fields.findIndex((f) => f.key === top);
      dispatch({ type: "add", field: create(type), at: index < 0 ? undefined : index + 1 });
    }
    setDialog(undefined);
  };
  const adopt = (next: FormDraft) => {
    dispatch({ type: "load", schema: next.schema });
    save.adopt(next, "shown");
    setBaseVersion(next.baseVersion ?? undefined);
  };

  const drag = useDragging(schema, (moved, target) => {
    if ("index" in moved) {
      if ("at" in target) dispatch({ type: "move", from: moved.index, to: landing(moved.index, target.at) });
    } else if ("into" in target) dispatch({ type: "add", field: create(moved.type, target.into), table: target.into });
    else dispatch({ type: "add", field: create(moved.type), at: target.at });
  });
  const draggedField = drag.moved && "index" in drag.moved ? schema.fields[drag.moved.index] : undefined;
  const draggedType = drag.moved && "type" in drag.moved ? drag.moved.type : undefined;
  const dragged = draggedField
    ? {
        label: textOf(draggedField.label, i18n.language, draggedField.key),
        full: draggedField.width === "full",
        type: draggedField.type,
      }
    : draggedType
      ? { label: labelOf(draggedType), full: fieldType(draggedType).startsFull === true, type: draggedType }
      : undefined;

  return (
    <DesignerContext.Provider value={shared}>
      <div className={css.designer} data-own-top-bar>
        <DesignerBar
          formId={form.id}
          name={textOf(schema.name, i18n.language, t("untitled"))}
          flowKeys={form.flowKeys}
          baseVersion={baseVersion}
          published={same}
          viewed={viewed}
          rev={save.rev}
          save={save.state}
          savedAt={save.savedAt}
          unfinished={issues.length}
          canUndo={designer.past.length > 0}
          canRedo={designer.future.length > 0}
          onUndo={undo}
          onRedo={redo}
          onIssues={() => setDialog("issues")}
          onCompare={() => setDialog("compare")}
          onPublish={() => (issues.length > 0 ? setDialog("issues") : setDialog("publish"))}
          onRolledBack={(next) => {
            adopt(next);
            setParams({});
          }}
          onView={(version) => setParams({ version: String(version) })}
        />
        {save.state === "conflict" && (
          <ConflictNotice formId={form.id} onTheirs={adopt} onMine={(theirs) => save.adopt(theirs, "mine")} />
        )}
        {viewed !== undefined && <VersionView formId={form.id} version={viewed} onBack={() => setParams({})} />}
        <DndContext sensors={drag.sensors} collisionDetection={pointerWithin} autoScroll={AUTO_SCROLL} {...drag.handlers}>
          <div className={css.body} hidden={viewed !== undefined}>
            {!phone && mode === "edit" && <Palette onAdd={addAfterSelection} />}
            <div className={css.middle}>
              <div className={css.toolbar}>
                <Segmented
                  aria-label={t("mode.label")}
                  value={mode}
                  onChange={setMode}
                  options={[
                    { value: "edit", label: t("mode.edit"), icon: <PencilRuler size={14} aria-hidden /> },
                    { value: "try", label: t("mode.try"), icon: <Play size={14} aria-hidden /> },
                  ]}
                />
                {!phone && (
                  <Segmented
                    aria-label={t("device.label")}
                    value={device}
                    onChange={setDevice}
                    options={[
                      { value: "desktop", label: t("device.desktop"), icon: <Monitor size={14} aria-hidden /> },
                      { value: "phone", label: t("device.phone"), icon: <Smartphone size={14} aria-hidden /> },
                    ]}
                  />
                )}
                <span className={css.quiet}>{t("canvas.count", { count: schema.fields.length })}</span>
                <Button
                  type="link"
                  size="small"
                  className={css.push}
                  onClick={() => dispatch({ type: "select", path: undefined })}
                >
                  {t("form.title")}
                </Button>
              </div>
              <div
                className={css.stage}
                onClick={(e) => e.target === e.currentTarget && dispatch({ type: "select", path: undefined })}
              >
                {mode === "edit" ? (
                  <Canvas device={device} target={drag.target} dragged={dragged} />
                ) : (
                  <TryOut device={device} onChange={setEntered} />
                )}
              </div>
              {phone && mode === "edit" && (
                <Button className={css.addOnPhone} icon={<Plus size={16} />} onClick={() => setDialog("palette")}>
                  {t("palette.add")}
                </Button>
              )}
              <RulesPanel />
            </div>
            {!phone && mode === "edit" && (
              <aside className={css.properties} aria-label={t("prop.panel")}>
                <PropertiesPanel />
              </aside>
            )}
          </div>
          <DragOverlay dropAnimation={null}>
            {dragged && (
              <div className={css.dragPicture}>
                <TypeIcon field={{ type: dragged.type }} />
                {dragged.label}
              </div>
            )}
          </DragOverlay>
        </DndContext>
        {phone && (
          <>
            <Drawer
              open={selected !== undefined && fieldAt(schema, selected) !== undefined && mode === "edit"}
              placement="bottom"
              size="80%"
              title={t("prop.panel")}
              styles={{ body: { padding: 0 } }}
              onClose={() => dispatch({ type: "select", path: undefined })}
            >
              <PropertiesPanel />
            </Drawer>
            <Drawer
              open={dialog === "palette"}
              placement="bottom"
              size="80%"
              title={t("palette.add")}
              onClose={() => setDialog(undefined)}
            >
              <Palette onAdd={addAfterSelection} />
            </Drawer>
          </>
        )}
        <RuleDrawer index={rule} onClose={() => setRule(undefined)} />
        <IssuesDrawer open={dialog === "issues"} onClose={() => setDialog(undefined)} />
        {(dialog === "publish" || dialog === "compare") && (
          <PublishDialog
            formId={form.id}
            name={textOf(schema.name, i18n.language)}
            baseVersion={baseVersion}
            compare={dialog === "compare"}
            flush={save.flush}
            onClose={() => setDialog(undefined)}
            onPublished={(version) => {
              setBaseVersion(version);
              // Publishing moves the draft on as well: the next save has to know its new state.
              void client.fetchQuery({ ...draftQuery(form.id), staleTime: 0 }).then((next) => save.adopt(next, "same"));
            }}
            onRefused={(issues) => {
              setRefused(issues);
              setDialog("issues");
              void message.warning(t("publish.refused"));
            }}
          />
        )}
      </div>
    </DesignerContext.Provider>
  );
}

/** Whether two definitions, both as the server writes them, say the same. */
function isSame(one: unknown, other: unknown): boolean {
  return replaceEqualDeep(one, other) === one;
}

function optionPaths(schema: FormSchema): string[] {
  return allPaths(schema).flatMap((path) => {
    const field = fieldAt(schema, path);
    return field && "options" in field ? field.options.map((o) => `${path}/${o.key}`) : [];
  });
}

type Moved = { index: number } | { type: FieldTypeName };

/** Dragging from the palette and on the canvas, reduced to what is moved and where it would land. */
function useDragging(schema: FormSchema, onDrop: (moved: Moved, target: Target) => void) {
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: DRAG_STARTS_AFTER_PX } }));
  const [moved, setMoved] = useState<Moved>();
  const [target, setTarget] = useState<Target>();
  const clear = () => {
    setMoved(undefined);
    setTarget(undefined);
  };
  // dnd-kit's own delta counts what was scrolled meanwhile; where the pointer is, only the pointer knows.
  const pointer = useRef({ x: 0, y: 0 });
  const dragging = moved !== undefined;
  useEffect(() => {
    if (!dragging) return;
    const follow = (event: PointerEvent) => {
      pointer.current = { x: event.clientX, y: event.clientY };
    };
    window.addEventListener("pointermove", follow, { capture: true });
    return () => window.removeEventListener("pointermove", follow, { capture: true });
  }, [dragging]);
  const onDragMove = ({ over, active, collisions }: DragMoveEvent) => {
    const on = collisions?.find((c) => c.id !== END)?.id ?? over?.id;
    const container = collisions?.find((c) => c.id === on)?.data?.["droppableContainer"] as
      { rect: { current: DOMRect | null } } | undefined;
    const rect = container?.rect.current ?? over?.rect;
    if (on === undefined || !rect) return setTarget(undefined);
    if (on === END) return setTarget({ at: schema.fields.length });
    const type = active.data.current?.["type"] as FieldTypeName | undefined;
    const asColumn = type !== undefined && fieldType(type).column;
    const next = targetOver(schema.fields, String(on), rect, pointer.current.x, pointer.current.y, asColumn);
    setTarget((old) => (JSON.stringify(old) === JSON.stringify(next) ? old : next));
  };
  return {
    sensors,
    moved,
    target: moved && target,
    handlers: {
      onDragStart: ({ active }: DragStartEvent) => setMoved(active.data.current as Moved),
      onDragMove,
      onDragCancel: clear,
      onDragEnd: () => {
        if (moved && target) onDrop(moved, target);
        clear();
      },
    },
  };
}
