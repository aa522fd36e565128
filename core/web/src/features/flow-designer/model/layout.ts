/**
 * Where everything of a tree stands: boxes, `+` places and connector lines, in canvas pixels with the trunk of the
 * flow at x = 0. Pure geometry; it knows nothing of the DOM, and the sizes are those of the drawn cards.
 */
import { type FlowEdge, type FlowNode } from "./definition";
import { type Block, type FlowTree, type ForkBlock, type Sequence, branchEdge, defaultBranch, isForkBlock } from "./tree";

export const CARD_WIDTH = 240;
export const CARD_HEIGHT = 60;
export const PILL_HEIGHT = 30;
/** Pills are as wide as their words; layout only keeps this much room for them. */
export const PILL_WIDTH = 240;
export const CONDITION_HEIGHT = 50;
export const PARALLEL_HEIGHT = 32;
/** Between two boxes of a run, with the `+` in its middle. */
const GAP = 44;
/** Between a fork and the bar above its branches, and between the bar and a branch's head. */
const STUB = 16;
const COLUMN_GAP = 40;
const CORNER = 6;

export interface Box {
  /** A node's key, or a branch edge's key. */
  key: string;
  shape: "pill" | "card" | "branch";
  x: number;
  y: number;
  width: number;
  height: number;
  /** Place in reading order, shared with the pluses: the order of the keyboard. */
  order: number;
  node?: FlowNode;
  branch?: { edge: FlowEdge; fork: ForkBlock; index: number; isDefault: boolean };
}

export interface Plus {
  /** The edge into which a new node goes. */
  edge: string;
  x: number;
  y: number;
  order: number;
}

export interface Connector {
  /** The edges that the line stands for; taken ones are drawn stronger in a run. */
  edges: string[];
  path: string;
}

export interface Layout {
  boxes: Box[];
  pluses: Plus[];
  connectors: Connector[];
  bounds: { left: number; top: number; right: number; bottom: number };
}

interface Extent {
  left: number;
  right: number;
}

export function layoutTree(tree: FlowTree): Layout {
  const drawing = new Drawing();
  drawing.box({ key: tree.start.key, shape: "pill", node: tree.start }, 0, 0, PILL_WIDTH, PILL_HEIGHT);
  const y = drawing.run(tree.body, 0, PILL_HEIGHT, true);
  drawing.box({ key: tree.end.key, shape: "pill", node: tree.end }, 0, y, PILL_WIDTH, PILL_HEIGHT);
  const { left, right } = extentOf(tree.body);
  const { boxes, pluses, connectors } = drawing;
  return { boxes, pluses, connectors, bounds: { left, right, top: 0, bottom: y + PILL_HEIGHT } };
}

/** How far a run reaches to both sides of its trunk. */
function extentOf(sequence: Sequence): Extent {
  const half = CARD_WIDTH / 2;
  return sequence.blocks.map(blockExtent).reduce((a, b) => ({ left: Math.min(a.left, b.left), right: Math.max(a.right, b.right) }), { left: -half, right: half });
}

function blockExtent(block: Block): Extent {
  if (!isForkBlock(block)) return { left: -CARD_WIDTH / 2, right: CARD_WIDTH / 2 };
  const columns = columnsOf(block);
  const first = columns[0];
  const last = columns.at(-1);
  return { left: first ? first.x + first.extent.left : 0, right: last ? last.x + last.extent.right : 0 };
}

/** The trunks of a fork's branches, so that the fork stands midway between the first and the last. */
function columnsOf(fork: ForkBlock): { x: number; extent: Extent }[] {
  let edge = 0;
  const columns = fork.branches.map((branch) => {
    const extent = extentOf(branch);
    const x = edge - extent.left;
    edge = x + extent.right + COLUMN_GAP;
    return { x, extent };
  });
  const middle = ((columns[0]?.x ?? 0) + (columns.at(-1)?.x ?? 0)) / 2;
  return columns.map((column) => ({ ...column, x: column.x - middle }));
}

class Drawing {
  readonly boxes: Box[] = [];
  readonly pluses: Plus[] = [];
  readonly connectors: Connector[] = [];
  private order = 0;

  box(what: Pick<Box, "key" | "shape" | "node" | "branch">, x: number, y: number, width: number, height: number): void {
    this.boxes.push({ ...what, x: x - width / 2, y, width, height, order: this.next() });
  }

  private next(): number {
    this.order += 1;
    return this.order;
  }

  /** Draws a run below `y`; gives the y at which the thing after it begins. */
  run(sequence: Sequence, x: number, y: number, closed: boolean): number {
    let top = y;
    sequence.blocks.forEach((block, i) => {
      this.step(sequence.edges[i], x, top);
      top = isForkBlock(block) ? this.fork(block, x, top + GAP) : this.card(block.node, x, top + GAP);
    });
    const last = sequence.edges[sequence.blocks.length];
    if (last) {
      this.pluses.push({ edge: last.key, x, y: top + GAP / 2, order: this.next() });
      if (closed) this.line([last.key], `M${x} ${top}V${top + GAP}`);
    }
    return top + GAP;
  }

  private step(edge: FlowEdge | undefined, x: number, y: number): void {
    if (!edge) return;
    this.line([edge.key], `M${x} ${y}V${y + GAP}`);
    this.pluses.push({ edge: edge.key, x, y: y + GAP / 2, order: this.next() });
  }

  private line(edges: string[], path: string): void {
    this.connectors.push({ edges, path });
  }

  private card(node: FlowNode, x: number, y: number): number {
    this.box({ key: node.key, shape: "card", node }, x, y, CARD_WIDTH, CARD_HEIGHT);
    return y + CARD_HEIGHT;
  }

  private fork(fork: ForkBlock, x: number, y: number): number {
    this.box({ key: fork.node.key, shape: "pill", node: fork.node }, x, y, PILL_WIDTH, PILL_HEIGHT);
    const bar = y + PILL_HEIGHT + STUB;
    const head = fork.node.kind === "condition" ? CONDITION_HEIGHT : PARALLEL_HEIGHT;
    const otherwise = defaultBranch(fork);
    const ends = columnsOf(fork).map((column, index) => {
      const branch = fork.branches[index];
      if (!branch) throw new RangeError("a column without its branch");
      const at = x + column.x;
      const edge = branchEdge(branch);
      this.box({ key: edge.key, shape: "branch", branch: { edge, fork, index, isDefault: edge === otherwise } }, at, bar + STUB, CARD_WIDTH, head);
      // The branch's first edge starts at its head, so the run below begins there.
      const bottom = this.run(branch, at, bar + STUB + head, false);
      return { at, bottom, first: edge.key, last: branch.edges.at(-1)?.key ?? edge.key };
    });
    const floor = Math.max(...ends.map((end) => end.bottom));
    for (const end of ends) {
      this.line([end.first], down(x, y + PILL_HEIGHT, bar, end.at, bar + STUB));
      this.line([end.last], up(end.at, end.bottom - GAP, floor, x));
    }
    // The trunk goes on from the bar; the gap below it belongs to the run that holds the fork.
    return floor;
  }
}

/** From the fork's foot down to the bar, along it, and down into a branch's head. */
function down(x: number, y: number, bar: number, to: number, end: number): string {
  if (x === to) return `M${x} ${y}V${end}`;
  const side = Math.sign(to - x);
  return `M${x} ${y}V${bar}H${to - side * CORNER}a${CORNER} ${CORNER} 0 0 ${side > 0 ? 1 : 0} ${side * CORNER} ${CORNER}V${end}`;
}

/** From a branch's foot down to the lower bar and back to the trunk. */
function up(from: number, y: number, bar: number, to: number): string {
  if (from === to) return `M${from} ${y}V${bar}`;
  const side = Math.sign(to - from);
  return `M${from} ${y}V${bar - CORNER}a${CORNER} ${CORNER} 0 0 ${side > 0 ? 0 : 1} ${side * CORNER} ${CORNER}H${to}`;
}
