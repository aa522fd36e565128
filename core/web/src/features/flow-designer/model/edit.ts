/**
 * Every change that the designer can make to a definition, as pure functions from definition to definition. They go
 * through the block tree, so whatever they give is block-structured again. No history, no selection.
 */
import { type Expr, type FlowDefinition, type FlowEdge, type FlowNode, type FlowSettings, type ForkNode, type InsertKind, type JoinNode, type NodeKind, type StepNode, type Text } from "./definition";
import { type Block, type ForkBlock, type Sequence, branchEdge, defaultBranch, findBlock, findBranch, isForkBlock, nodesOf, sequences, toGraph, toTree } from "./tree";

/** Makes the variable part of a key; the tests count, the product draws at random so that no key is ever reused. */
export type NewSuffix = () => string;

export const randomSuffix: NewSuffix = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => (byte % 36).toString(36)).join("");

/** The words that new things start with, in both languages. */
export interface Words {
  node: Record<NodeKind, Text>;
  branch: (number: number) => Text;
  otherwise: Text;
  notifySubject: Text;
  notifyBody: Text;
  copyOf: (name: Text) => Text;
}

export interface Making {
  suffix: NewSuffix;
  words: Words;
}

/** A piece on the clipboard. */
export type Clip = { kind: "block"; block: Block } | { kind: "branch"; of: ForkNode["kind"]; branch: Sequence };

/** A flow before anybody touched it. */
export function emptyDefinition(name: Text, words: Words): FlowDefinition {
  return {
    name,
    nodes: [
      { key: "start", name: words.node.start, kind: "start" },
      { key: "end", name: words.node.end, kind: "end" },
    ],
    edges: [{ key: "start_end", from: "start", to: "end" }],
  };
}

/** Puts a new node on an edge. Gives the key to select. */
export function insertNode(definition: FlowDefinition, edgeKey: string, kind: InsertKind, making: Making): Edited {
  return insertBlock(definition, edgeKey, newBlock(kind, new Keys(definition, making.suffix), making.words));
}

/** Puts a copied piece on an edge, with keys of its own. A branch on the clipboard brings its steps. */
export function pasteOnEdge(definition: FlowDefinition, edgeKey: string, clip: Clip, making: Making): Edited {
  const keys = new Keys(definition, making.suffix);
  const fresh = clip.kind === "block" ? [renewBlock(clip.block, keys)] : renewRun(clip.branch, keys).blocks;
  return fresh.reduceRight<Edited>(
    (done, block) => insertBlock(done.definition, edgeKey, block),
    { definition, focus: edgeKey },
  );
}

/** Puts a copied branch into a fork, before the default one. */
export function pasteBranch(definition: FlowDefinition, forkKey: string, clip: Clip & { kind: "branch" }, making: Making): Edited {
  const branch = renewRun(clip.branch, new Keys(definition, making.suffix));
  const head = branchEdge(branch);
  return onFork(definition, forkKey, (fork) => {
    const own = fork.node.kind === "condition" ? head : withoutCondition(head);
    const copy = { ...branch, edges: [{ ...own, name: making.words.copyOf(own.name ?? {}) }, ...branch.edges.slice(1)] };
    return { branches: insertBeforeDefault(fork, copy), focus: head.key };
  });
}

/** A second one of a node or fork right after it. */
export function duplicateNode(definition: FlowDefinition, key: string, making: Making): Edited {
  const tree = toTree(definition);
  const found = findBlock(tree, key);
  if (!found) return { definition, focus: key };
  const copy = renewBlock(found.block, new Keys(definition, making.suffix));
  const named: Block = { ...copy, node: { ...copy.node, name: making.words.copyOf(copy.node.name) } } as Block;
  const after = found.sequence.edges[found.index + 1];
  return after ? insertBlock(definition, after.key, named) : { definition, focus: key };
}

export function duplicateBranch(definition: FlowDefinition, edgeKey: string, making: Making): Edited {
  const clip = copyOf(definition, edgeKey);
  const fork = findBranch(toTree(definition), edgeKey)?.fork;
  if (!fork || clip?.kind !== "branch") return { definition, focus: edgeKey };
  return pasteBranch(definition, fork.node.key, clip, making);
}

/** Takes out a step, or a fork with everything in it. Start, end and joins stay. */
export function removeNode(definition: FlowDefinition, key: string): Edited {
  const tree = toTree(definition);
  const found = findBlock(tree, key);
  if (!found) return { definition, focus: key };
  const { sequence, index } = found;
  // The edge above stays: it may be a branch's own, with its name and condition.
  sequence.blocks.splice(index, 1);
  sequence.edges.splice(index + 1, 1);
  const gone = new Set([...nodesOf({ edges: [], blocks: [found.block] })].map((node) => node.key));
  const focus = sequence.blocks[index]?.node.key ?? sequence.blocks[index - 1]?.node.key ?? sequence.edges[0]?.from ?? tree.start.key;
  return { definition: forget({ ...definition, ...toGraph(tree) }, gone), focus };
}

export function addBranch(definition: FlowDefinition, forkKey: string, making: Making): Edited {
  const keys = new Keys(definition, making.suffix);
  return onFork(definition, forkKey, (fork) => {
    const edge = { ...keys.edge(), name: making.words.branch(fork.branches.length + (fork.node.kind === "condition" ? 0 : 1)) };
    return { branches: insertBeforeDefault(fork, { edges: [edge], blocks: [] }), focus: edge.key };
  });
}

/** Takes out a branch with its nodes. Of the last two the other one's steps take the fork's place. */
export function removeBranch(definition: FlowDefinition, edgeKey: string): Edited {
  const tree = toTree(definition);
  const found = findBranch(tree, edgeKey);
  if (!found) return { definition, focus: edgeKey };
  const { fork, branch, index } = found;
  const gone = new Set(nodesOf(branch).map((node) => node.key));
  fork.branches.splice(index, 1);
  let focus = fork.node.key;
  const rest = fork.branches[0];
  if (fork.branches.length === 1 && rest) {
    gone.add(fork.node.key).add(fork.join.key);
    focus = dissolve(tree.body, fork, rest) ?? tree.start.key;
  }
  return { definition: forget({ ...definition, ...toGraph(tree) }, gone), focus };
}

/** Moves a branch to another place in the order of priority. */
export function moveBranch(definition: FlowDefinition, edgeKey: string, by: -1 | 1): Edited {
  const found = findBranch(toTree(definition), edgeKey);
  if (!found) return { definition, focus: edgeKey };
  return onFork(definition, found.fork.node.key, (fork) => {
    const to = found.index + by;
    const branches = [...fork.branches];
    const other = branches[to];
    const mine = branches[found.index];
    // The default is asked last, wherever it stands; keeping it last keeps the picture true.
    if (other && mine && ![branchEdge(other), branchEdge(mine)].includes(defaultBranch(fork) as FlowEdge)) {
      branches[to] = mine;
      branches[found.index] = other;
    }
    return { branches, focus: edgeKey };
  });
}

export function canMoveBranch(definition: FlowDefinition, edgeKey: string, by: -1 | 1): boolean {
  return moveBranch(definition, edgeKey, by).definition.edges.map((edge) => edge.key).join() !== definition.edges.map((edge) => edge.key).join();
}

/** Makes a branch the one for all other cases: without condition and last. */
export function makeDefault(definition: FlowDefinition, edgeKey: string): Edited {
  const found = findBranch(toTree(definition), edgeKey);
  if (!found) return { definition, focus: edgeKey };
  return onFork(definition, found.fork.node.key, (fork) => {
    const mine = fork.branches[found.index];
    if (!mine) return { branches: fork.branches, focus: edgeKey };
    const bare = { ...mine, edges: [withoutCondition(branchEdge(mine)), ...mine.edges.slice(1)] };
    return { branches: [...fork.branches.filter((branch) => branch !== mine), bare], focus: edgeKey };
  });
}

/** Changes a node's own settings; key and kind stay. */
export function changeNode<N extends FlowNode>(definition: FlowDefinition, key: string, change: Partial<Omit<N, "key" | "kind">>): FlowDefinition {
  return { ...definition, nodes: definition.nodes.map((node) => (node.key === key ? ({ ...node, ...change } as FlowNode) : node)) };
}

/** Changes a branch's name or its condition: rules take the place of a script, and a script that of rules. */
export function changeBranch(definition: FlowDefinition, edgeKey: string, change: { name?: Text } | { when: Expr | undefined } | { script: string }): FlowDefinition {
  return {
    ...definition,
    edges: definition.edges.map((edge) => {
      if (edge.key !== edgeKey) return edge;
      if ("when" in change) return { ...withoutCondition(edge), ...(change.when && { when: change.when }) };
      return "script" in change ? { ...withoutCondition(edge), ...change } : { ...edge, ...change };
    }),
  };
}

export function changeSettings(definition: FlowDefinition, change: Partial<FlowSettings>): FlowDefinition {
  return { ...definition, settings: { ...definition.settings, ...change } };
}

/** What Ctrl C takes: a step, a fork with its branches, or a branch. */
export function copyOf(definition: FlowDefinition, key: string): Clip | undefined {
  const tree = toTree(definition);
  const block = findBlock(tree, key)?.block;
  if (block) return { kind: "block", block };
  const branch = findBranch(tree, key);
  return branch ? { kind: "branch", of: branch.fork.node.kind, branch: branch.branch } : undefined;
}

export interface Edited {
  definition: FlowDefinition;
  /** The node or branch to select afterwards. */
  focus: string;
}

function insertBlock(definition: FlowDefinition, edgeKey: string, block: Block): Edited {
  const tree = toTree(definition);
  for (const { sequence } of sequences(tree.body)) {
    const at = sequence.edges.findIndex((edge) => edge.key === edgeKey);
    if (at < 0) continue;
    sequence.blocks.splice(at, 0, block);
    // The known edge stays above the new block, so a branch keeps its head.
    sequence.edges.splice(at + 1, 0, { key: `${block.node.key}_out`, from: "", to: "" });
    return { definition: { ...definition, ...toGraph(tree) }, focus: block.node.key };
  }
  return { definition, focus: edgeKey };
}

function onFork(definition: FlowDefinition, forkKey: string, change: (fork: ForkBlock) => { branches: Sequence[]; focus: string }): Edited {
  const tree = toTree(definition);
  const block = findBlock(tree, forkKey)?.block;
  if (!block || !isForkBlock(block)) return { definition, focus: forkKey };
  const { branches, focus } = change(block);
  block.branches = branches;
  return { definition: { ...definition, ...toGraph(tree) }, focus };
}

function insertBeforeDefault(fork: ForkBlock, branch: Sequence): Sequence[] {
  const last = fork.branches.at(-1);
  const before = last && branchEdge(last) === defaultBranch(fork);
  return before ? [...fork.branches.slice(0, -1), branch, last] : [...fork.branches, branch];
}

/** Replaces a fork by the steps of its only branch left. */
function dissolve(body: Sequence, fork: ForkBlock, rest: Sequence): string | undefined {
  for (const { sequence } of sequences(body)) {
    const at = sequence.blocks.indexOf(fork);
    if (at < 0) continue;
    sequence.blocks.splice(at, 1, ...rest.blocks);
    sequence.edges.splice(at + 1, 0, ...rest.edges.slice(1, rest.blocks.length));
    // Of n steps there are n − 1 edges between them and the fork's own two around them; of none, one is left over.
    if (rest.blocks.length === 0) sequence.edges.splice(at + 1, 1);
    return sequence.blocks[at]?.node.key ?? sequence.blocks[at - 1]?.node.key ?? sequence.edges[0]?.from;
  }
  return undefined;
}

/** Drops what still names nodes that are gone. */
function forget(definition: FlowDefinition, gone: Set<string>): FlowDefinition {
  const nodes = definition.nodes.map((node): FlowNode =>
    node.kind === "approve" && node.onReject?.kind === "node" && gone.has(node.onReject.node) ? { ...node, onReject: { kind: "end" } } : node,
  );
  return { ...definition, nodes };
}

function withoutCondition(edge: FlowEdge): FlowEdge {
  const { when: _when, script: _script, ...rest } = edge;
  return rest;
}

class Keys {
  private readonly taken: Set<string>;

  constructor(
    definition: FlowDefinition,
    private readonly suffix: NewSuffix,
  ) {
    this.taken = new Set([...definition.nodes, ...definition.edges].map((thing) => thing.key));
  }

  fresh(stem: string): string {
    for (;;) {
      const key = `${stem}_${this.suffix()}`;
      if (this.taken.has(key)) continue;
      this.taken.add(key);
      return key;
    }
  }

  edge(): FlowEdge {
    return { key: this.fresh("branch"), from: "", to: "" };
  }
}

const STEM: Record<InsertKind, string> = {
  approve: "approve",
  handle: "handle",
  carbonCopy: "copy",
  notify: "notify",
  condition: "condition",
  parallel: "parallel",
};

function newBlock(kind: InsertKind, keys: Keys, words: Words): Block {
  const base = { key: keys.fresh(STEM[kind]), name: words.node[kind] };
  switch (kind) {
    case "approve":
    case "handle":
    case "carbonCopy":
      return { node: { ...base, kind, who: { kind: "nobody" } } };
    case "notify":
      return { node: { ...base, kind, who: { kind: "initiator" }, subject: words.notifySubject, body: words.notifyBody } };
    case "condition":
    case "parallel": {
      const join: JoinNode = { key: `${base.key}_join`, name: words.node.join, kind: "join", of: base.key };
      const names = kind === "condition" ? [words.branch(1), words.otherwise] : [words.branch(1), words.branch(2)];
      return { node: { ...base, kind }, join, branches: names.map((name) => ({ edges: [{ ...keys.edge(), name }], blocks: [] })) };
    }
  }
}

function renewBlock(block: Block, keys: Keys): Block {
  const key = keys.fresh(STEM[block.node.kind]);
  if (!isForkBlock(block)) return { node: { ...block.node, key } as StepNode };
  return {
    node: { ...block.node, key },
    join: { ...block.join, key: `${key}_join`, of: key },
    branches: block.branches.map((branch) => renewRun(branch, keys)),
  };
}

function renewRun(run: Sequence, keys: Keys): Sequence {
  const blocks = run.blocks.map((block) => renewBlock(block, keys));
  const [head, ...rest] = run.edges;
  return {
    blocks,
    edges: [...(head ? [{ ...head, key: keys.edge().key }] : []), ...rest.map((edge, i) => ({ ...edge, key: `${blocks[i]?.node.key ?? ""}_out` }))],
  };
}
