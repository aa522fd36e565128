/** The chart itself: the layout drawn with xyflow, which gives panning and zooming. It changes nothing by itself. */
import { type Node, ReactFlow, ReactFlowProvider, useReactFlow, useStore } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { Button, Tooltip } from "antd";
import { Keyboard, Maximize, Minus, Plus } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { FlowTree } from "../model/tree";
import { type Layout, layoutTree } from "../model/layout";
import { nodeTypes } from "./boxes";
import css from "./canvas.module.css";
import { type CanvasContext, CanvasProvider } from "./context";

const PLUS_SIZE = 20;
const ZOOM_MIN = 0.25;
const ZOOM_MAX = 1.5;
/** Below this the words on the cards cannot be read, so a wide flow is cut off rather than shrunk further. */
const ZOOM_READABLE = 0.6;
const MARGIN = 24;

interface FlowCanvasProps extends CanvasContext {
  tree: FlowTree;
  label: string;
  /** Edges that a run went through. */
  taken?: Set<string>;
  className?: string;
  children?: React.ReactNode;
}

export function FlowCanvas(props: FlowCanvasProps) {
  return (
    <ReactFlowProvider>
      <Chart {...props} />
    </ReactFlowProvider>
  );
}

const NOTHING_TAKEN = new Set<string>();

function Chart({ tree, label, taken = NOTHING_TAKEN, className = "", children, ...context }: FlowCanvasProps) {
  const layout = useMemo(() => layoutTree(tree), [tree]);
  const nodes = useMemo(() => nodesOf(layout, taken), [layout, taken]);
  const { words, selected, onSelect, problems, steps, editing } = context;
  const value = useMemo<CanvasContext>(() => ({ words, selected, onSelect, problems, steps, ...(editing ? { editing } : {}) }), [words, selected, onSelect, problems, steps, editing]);
  return (
    <div className={`${css.canvas} ${className}`} role="group" aria-label={label}>
      <CanvasProvider value={value}>
        <ReactFlow
          nodes={nodes}
          nodeTypes={nodeTypes}
          minZoom={ZOOM_MIN}
          maxZoom={ZOOM_MAX}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          elementsSelectable={false}
          panOnScroll
          panOnDrag
          zoomOnDoubleClick={false}
          deleteKeyCode={null}
          selectionKeyCode={null}
          multiSelectionKeyCode={null}
          disableKeyboardA11y
          attributionPosition="top-left"
        >
          <KeepInView layout={layout} selected={selected} />
          <ZoomBar layout={layout} editing={editing !== undefined} />
        </ReactFlow>
      </CanvasProvider>
      {children}
    </div>
  );
}

function nodesOf(layout: Layout, taken: Set<string>): Node[] {
  const placed = [
    ...layout.boxes.map((box) => ({ order: box.order, node: { id: box.key, type: "box", position: { x: box.x, y: box.y }, width: box.width, height: box.height, data: { box } } })),
    ...layout.pluses.map((plus) => ({
      order: plus.order,
      node: { id: `+${plus.edge}`, type: "plus", position: { x: plus.x - PLUS_SIZE / 2, y: plus.y - PLUS_SIZE / 2 }, width: PLUS_SIZE, height: PLUS_SIZE, data: { plus } },
    })),
  ];
  const lines: Node = { id: "lines", type: "lines", position: { x: 0, y: 0 }, width: 1, height: 1, zIndex: -1, data: { connectors: layout.connectors, taken } };
  return [lines, ...placed.sort((a, b) => a.order - b.order).map(({ node }) => node)];
}

function useFit(layout: Layout) {
  const { setViewport } = useReactFlow();
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  return useCallback(
    (whole: boolean) => {
      const { left, right, bottom } = layout.bounds;
      const wide = (width - 2 * MARGIN) / (right - left);
      const high = (height - 2 * MARGIN) / bottom;
      const zoom = whole ? Math.max(ZOOM_MIN, Math.min(1, wide, high)) : Math.max(ZOOM_READABLE, Math.min(1, wide));
      const fits = (right - left) * zoom <= width - 2 * MARGIN;
      // A flow wider than the window begins with its trunk in the middle: that is where reading starts.
      const x = fits ? width / 2 - ((left + right) / 2) * zoom : width / 2;
      return setViewport({ x, y: MARGIN, zoom });
    },
    [layout, width, height, setViewport],
  );
}

/** Brings the selected box into the window when it is not there, and the whole flow at first. */
function KeepInView({ layout, selected }: { layout: Layout; selected: string | null }) {
  const { getViewport, setViewport } = useReactFlow();
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  const fit = useFit(layout);
  const fitted = useRef(false);
  useEffect(() => {
    if (fitted.current || width === 0) return;
    fitted.current = true;
    void fit(false);
  }, [fit, width]);

  // Opening and closing the settings takes and gives room at the right; what was in the middle stays there.
  const before = useRef(0);
  useEffect(() => {
    const change = width - before.current;
    if (before.current > 0 && width > 0 && change !== 0) {
      const { x, y, zoom } = getViewport();
      void setViewport({ x: x + change / 2, y, zoom });
    }
    before.current = width;
  }, [width, getViewport, setViewport]);

  const latest = useRef(layout);
  latest.current = layout;
  useEffect(() => {
    const box = latest.current.boxes.find((candidate) => candidate.key === selected);
    if (!box || width === 0) return;
    const { x, y, zoom } = getViewport();
    const left = box.x * zoom + x;
    const top = box.y * zoom + y;
    const right = left + box.width * zoom;
    const bottom = top + box.height * zoom;
    const dx = left < MARGIN ? MARGIN - left : right > width - MARGIN ? width - MARGIN - right : 0;
    const dy = top < MARGIN ? MARGIN - top : bottom > height - MARGIN ? height - MARGIN - bottom : 0;
    if (dx !== 0 || dy !== 0) void setViewport({ x: x + dx, y: y + dy, zoom }, { duration: 160 });
  }, [selected, width, height, getViewport, setViewport]);
  return null;
}

function ZoomBar({ layout, editing }: { layout: Layout; editing: boolean }) {
  const { t } = useTranslation("flow-designer");
  const { zoomIn, zoomOut, zoomTo } = useReactFlow();
  const zoom = useStore((store) => store.transform[2]);
  const fit = useFit(layout);
  return (
    <div className={css.zoom} role="group" aria-label={t("zoom.label")}>
      <Tooltip title={t("zoom.out")}>
        <Button type="text" aria-label={t("zoom.out")} icon={<Minus size={16} aria-hidden />} onClick={() => void zoomOut()} />
      </Tooltip>
      <Tooltip title={t("zoom.reset")}>
        <button type="button" className={css.zoomValue} aria-label={t("zoom.reset")} onClick={() => void zoomTo(1)}>
          {Math.round(zoom * 100)}%
        </button>
      </Tooltip>
      <Tooltip title={t("zoom.in")}>
        <Button type="text" aria-label={t("zoom.in")} icon={<Plus size={16} aria-hidden />} onClick={() => void zoomIn()} />
      </Tooltip>
      <Tooltip title={t("zoom.fit")}>
        <Button type="text" aria-label={t("zoom.fit")} icon={<Maximize size={16} aria-hidden />} onClick={() => void fit(true)} />
      </Tooltip>
      {editing && (
        <Tooltip title={t("keys.hint")} trigger={["hover", "focus", "click"]}>
          <Button type="text" aria-label={t("keys.label")} icon={<Keyboard size={16} aria-hidden />} />
        </Tooltip>
      )}
    </div>
  );
}
