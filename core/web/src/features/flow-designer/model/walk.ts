/** Where an arrow key goes: along the flow with up and down, between the branches of a fork with left and right. */
import { type FlowTree, type ForkBlock, type Sequence, branchEdge, isForkBlock } from "./tree";

export type Direction = "up" | "down" | "left" | "right";

/** A place in the tree with its neighbours: what comes before and after it, and the branch that it stands in. */
interface Place {
  up: string | undefined;
  down: string | undefined;
  fork?: { block: ForkBlock; index: number };
}

export function neighbour(tree: FlowTree, key: string, direction: Direction): string | undefined {
  const places = new Map<string, Place>();
  places.set(tree.start.key, { up: undefined, down: tree.body.blocks[0]?.node.key ?? tree.end.key });
  walk(tree.body, tree.start.key, tree.end.key, undefined, places);
  places.set(tree.end.key, { up: lastOf(tree.body) ?? tree.start.key, down: undefined });
  const place = places.get(key);
  if (!place) return undefined;
  if (direction === "up" || direction === "down") return place[direction];
  const sibling = place.fork?.block.branches[place.fork.index + (direction === "left" ? -1 : 1)];
  return sibling && branchEdge(sibling).key;
}

function walk(run: Sequence, above: string, below: string, fork: Place["fork"], places: Map<string, Place>): void {
  run.blocks.forEach((block, i) => {
    const before = run.blocks[i - 1];
    const after = run.blocks[i + 1]?.node.key ?? below;
    const up = before ? lastOf({ edges: [], blocks: [before] }) : above;
    const own = fork ? { fork } : {};
    if (!isForkBlock(block)) {
      places.set(block.node.key, { up, down: after, ...own });
      return;
    }
    const first = block.branches[0];
    places.set(block.node.key, { up, down: first ? branchEdge(first).key : after, ...own });
    block.branches.forEach((branch, index) => {
      const head = branchEdge(branch).key;
      places.set(head, { up: block.node.key, down: branch.blocks[0]?.node.key ?? after, fork: { block, index } });
      walk(branch, head, after, { block, index }, places);
    });
  });
}

/** The last thing drawn in a run, down its first branches. */
function lastOf(run: Sequence): string | undefined {
  const block = run.blocks.at(-1);
  if (!block) return undefined;
  if (!isForkBlock(block)) return block.node.key;
  const first = block.branches[0];
  return first ? (lastOf(first) ?? branchEdge(first).key) : block.node.key;
}
