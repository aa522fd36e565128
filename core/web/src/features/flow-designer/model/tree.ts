/**
 * The block tree: the vertical reading of a flow graph, in which every condition and parallel is closed by the
 * join that names it. Both directions, pure. A graph that is not block-structured is told apart with its reason,
 * never guessed at.
 */
import { type FlowDefinition, type FlowEdge, type FlowNode, type ForkNode, type JoinNode, type EndNode, type StartNode, type StepNode, isFork, isGuarded, isStep } from "./definition";

/** A run of blocks; `edges[i]` leads into `blocks[i]`, the last edge leaves the run. So there is one more edge. */
export interface Sequence {
  edges: FlowEdge[];
  blocks: Block[];
}

export type Block = StepBlock | ForkBlock;
export interface StepBlock {
  node: StepNode;
}
export interface ForkBlock {
  node: ForkNode;
  join: JoinNode;
  /** In priority order; the first edge of each is the branch itself, with its name and condition. */
  branches: Sequence[];
}

export interface FlowTree {
  start: StartNode;
  body: Sequence;
  end: EndNode;
}

export type TreeFault =
  | "noStart"
  | "manyStarts"
  | "danglingEdge"
  | "deadEnd"
  | "manyWaysOut"
  | "notClosed"
  | "wrongJoin"
  | "cycle"
  | "unreachable";

export class NotATree extends Error {
  constructor(
    readonly fault: TreeFault,
    /** The node or edge at which the reading stopped. */
    readonly at: string,
  ) {
    super(`${fault} at ${at}`);
    this.name = "NotATree";
  }
}

export function isForkBlock(block: Block): block is ForkBlock {
  return isFork(block.node);
}

/** Reads the graph as a tree. Throws `NotATree`. */
export function toTree(definition: FlowDefinition): FlowTree {
  const reader = new Reader(definition);
  const starts = definition.nodes.filter((node): node is StartNode => node.kind === "start");
  const start = starts[0];
  if (!start) throw new NotATree("noStart", "");
  if (starts.length > 1) throw new NotATree("manyStarts", starts[1]?.key ?? "");
  reader.visit(start);
  const { sequence, stop } = reader.run(reader.only(start.key));
  if (stop.kind !== "end") throw new NotATree("wrongJoin", stop.key);
  reader.visit(stop);
  const stray = definition.nodes.find((node) => !reader.seen.has(node.key));
  if (stray) throw new NotATree("unreachable", stray.key);
  return { start, body: sequence, end: stop };
}

/** Reads the graph as a tree, or says why not. */
export function readTree(definition: FlowDefinition): { tree: FlowTree } | { fault: NotATree } {
  try {
    return { tree: toTree(definition) };
  } catch (error) {
    if (error instanceof NotATree) return { fault: error };
    throw error;
  }
}

class Reader {
  readonly seen = new Set<string>();
  private readonly nodes: Map<string, FlowNode>;
  private readonly leaving = new Map<string, FlowEdge[]>();

  constructor(definition: FlowDefinition) {
    this.nodes = new Map(definition.nodes.map((node) => [node.key, node]));
    for (const edge of definition.edges) {
      if (!this.nodes.has(edge.from) || !this.nodes.has(edge.to)) throw new NotATree("danglingEdge", edge.key);
      this.leaving.set(edge.from, [...(this.leaving.get(edge.from) ?? []), edge]);
    }
  }

  visit(node: FlowNode): void {
    if (this.seen.has(node.key)) throw new NotATree("cycle", node.key);
    this.seen.add(node.key);
  }

  only(key: string): FlowEdge {
    const edges = this.leaving.get(key) ?? [];
    const edge = edges[0];
    if (!edge) throw new NotATree("deadEnd", key);
    if (edges.length > 1) throw new NotATree("manyWaysOut", key);
    return edge;
  }

  /** Walks from `edge` to the next join that closes somebody else, or to the end. */
  run(edge: FlowEdge): { sequence: Sequence; stop: JoinNode | EndNode } {
    const edges = [edge];
    const blocks: Block[] = [];
    for (let at = edge; ; ) {
      const node = this.nodes.get(at.to);
      if (!node) throw new NotATree("danglingEdge", at.key);
      if (node.kind === "end" || node.kind === "join") return { sequence: { edges, blocks }, stop: node };
      this.visit(node);
      if (node.kind === "start") throw new NotATree("cycle", node.key);
      if (isStep(node)) {
        blocks.push({ node });
        at = this.only(node.key);
      } else {
        const fork = this.fork(node);
        blocks.push(fork);
        at = this.only(fork.join.key);
      }
      edges.push(at);
    }
  }

  private fork(node: ForkNode): ForkBlock {
    const ways = this.leaving.get(node.key) ?? [];
    if (ways.length === 0) throw new NotATree("deadEnd", node.key);
    let join: JoinNode | undefined;
    const branches = ways.map((way) => {
      const { sequence, stop } = this.run(way);
      if (stop.kind === "end") throw new NotATree("notClosed", node.key);
      if (stop.of !== node.key) throw new NotATree("wrongJoin", stop.key);
      if (join && join.key !== stop.key) throw new NotATree("notClosed", node.key);
      join = stop;
      return sequence;
    });
    if (!join) throw new NotATree("notClosed", node.key);
    this.visit(join);
    return { node, join, branches };
  }
}

/** Writes the tree back as a graph, nodes and edges in reading order. */
export function toGraph(tree: FlowTree): { nodes: FlowNode[]; edges: FlowEdge[] } {
  const nodes: FlowNode[] = [tree.start];
  const edges: FlowEdge[] = [];
  write(tree.body, tree.start.key, tree.end.key, nodes, edges);
  nodes.push(tree.end);
  return { nodes, edges };
}

function write(sequence: Sequence, from: string, to: string, nodes: FlowNode[], edges: FlowEdge[]): void {
  let at = from;
  sequence.blocks.forEach((block, i) => {
    edges.push({ ...edgeAt(sequence, i), from: at, to: block.node.key });
    nodes.push(block.node);
    at = block.node.key;
    if (isForkBlock(block)) {
      for (const branch of block.branches) write(branch, block.node.key, block.join.key, nodes, edges);
      nodes.push(block.join);
      at = block.join.key;
    }
  });
  edges.push({ ...edgeAt(sequence, sequence.blocks.length), from: at, to });
}

function edgeAt(sequence: Sequence, index: number): FlowEdge {
  const edge = sequence.edges[index];
  if (!edge) throw new RangeError(`a run of ${sequence.blocks.length} blocks has no edge ${index}`);
  return edge;
}

/** The branch edge that is taken when no condition holds: the last one without a condition. */
export function defaultBranch(fork: ForkBlock): FlowEdge | undefined {
  if (fork.node.kind !== "condition") return undefined;
  return fork.branches.map((branch) => edgeAt(branch, 0)).filter((edge) => !isGuarded(edge)).at(-1);
}

/** The edge that opens a branch. */
export function branchEdge(branch: Sequence): FlowEdge {
  return edgeAt(branch, 0);
}

/** Every run of the tree, the outermost first. */
export function* sequences(sequence: Sequence): Generator<{ sequence: Sequence; fork?: ForkBlock }> {
  yield* nested(sequence, undefined);
}

function* nested(sequence: Sequence, fork: ForkBlock | undefined): Generator<{ sequence: Sequence; fork?: ForkBlock }> {
  yield fork ? { sequence, fork } : { sequence };
  for (const block of sequence.blocks) {
    if (isForkBlock(block)) for (const branch of block.branches) yield* nested(branch, block);
  }
}

/** Where a block stands. */
export function findBlock(tree: FlowTree, key: string): { sequence: Sequence; index: number; block: Block } | undefined {
  for (const { sequence } of sequences(tree.body)) {
    const index = sequence.blocks.findIndex((block) => block.node.key === key);
    const block = sequence.blocks[index];
    if (block) return { sequence, index, block };
  }
  return undefined;
}

/** The branch that an edge opens. */
export function findBranch(tree: FlowTree, edgeKey: string): { fork: ForkBlock; index: number; branch: Sequence } | undefined {
  for (const { sequence } of sequences(tree.body)) {
    for (const block of sequence.blocks) {
      if (!isForkBlock(block)) continue;
      const index = block.branches.findIndex((branch) => branchEdge(branch).key === edgeKey);
      const branch = block.branches[index];
      if (branch) return { fork: block, index, branch };
    }
  }
  return undefined;
}

/** Every node of a run, joins included, in reading order. */
export function nodesOf(sequence: Sequence): FlowNode[] {
  return sequence.blocks.flatMap((block): FlowNode[] =>
    isForkBlock(block) ? [block.node, ...block.branches.flatMap(nodesOf), block.join] : [block.node],
  );
}

/** The nodes that certainly or possibly come before a node, nearest last: where a rejection may return to. */
export function nodesBefore(tree: FlowTree, key: string): FlowNode[] {
  return before(tree.body, key) ?? [];
}

function before(sequence: Sequence, key: string): FlowNode[] | undefined {
  const passed: FlowNode[] = [];
  for (const block of sequence.blocks) {
    if (block.node.key === key) return passed;
    if (isForkBlock(block)) {
      for (const branch of block.branches) {
        const inside = before(branch, key);
        if (inside) return [...passed, ...inside];
      }
      passed.push(...block.branches.flatMap(nodesOf));
    } else {
      passed.push(block.node);
    }
  }
  return undefined;
}
