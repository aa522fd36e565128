/** Definitions and words for the tests of the model. */
import type { FlowDefinition } from "./definition";
import type { Making, Words } from "./edit";

export const WORDS: Words = {
  node: {
    start: { en: "Start" },
    approve: { en: "Approval" },
    handle: { en: "Work" },
    carbonCopy: { en: "Copy" },
    notify: { en: "Message" },
    condition: { en: "Condition" },
    parallel: { en: "Parallel" },
    join: { en: "Join" },
    end: { en: "End" },
  },
  branch: (number) => ({ en: `Branch ${number}` }),
  otherwise: { en: "Otherwise" },
  notifySubject: { en: "Subject" },
  notifyBody: { en: "Body" },
  copyOf: (name) => ({ en: `${name.en ?? ""} copy` }),
};

/** Counts, so that keys are known to the test. */
export function counting(): Making {
  let count = 0;
  return { suffix: () => String((count += 1)), words: WORDS };
}

const over = (bound: string): FlowDefinition["edges"][number]["when"] => ({
  op: "compare",
  cmp: "gt",
  left: { op: "field", key: "amount" },
  right: { op: "lit", value: { number: bound } },
});

/** start → manager → {large: finance | otherwise} → [buy ∥ legal] → copy → end */
export function purchase(): FlowDefinition {
  return {
    name: { en: "Purchase" },
    nodes: [
      { key: "start", name: { en: "Start" }, kind: "start" },
      { key: "manager", name: { en: "Manager" }, kind: "approve", who: { kind: "departmentHead" } },
      { key: "bound", name: { en: "Bound" }, kind: "condition" },
      { key: "finance", name: { en: "Finance" }, kind: "approve", who: { kind: "role", role: "rol_1" }, onReject: { kind: "node", node: "manager" } },
      { key: "bound_join", name: { en: "Join" }, kind: "join", of: "bound" },
      { key: "both", name: { en: "Both" }, kind: "parallel" },
      { key: "buy", name: { en: "Buy" }, kind: "handle", who: { kind: "initiator" } },
      { key: "legal", name: { en: "Legal" }, kind: "approve", who: { kind: "nobody" } },
      { key: "both_join", name: { en: "Join" }, kind: "join", of: "both" },
      { key: "copy", name: { en: "Copy" }, kind: "carbonCopy", who: { kind: "initiator" } },
      { key: "end", name: { en: "End" }, kind: "end" },
    ],
    edges: [
      { key: "e1", from: "start", to: "manager" },
      { key: "e2", from: "manager", to: "bound" },
      { key: "large", from: "bound", to: "finance", name: { en: "Large" }, when: over("500000") },
      { key: "e3", from: "finance", to: "bound_join" },
      { key: "otherwise", from: "bound", to: "bound_join", name: { en: "Otherwise" } },
      { key: "e4", from: "bound_join", to: "both" },
      { key: "p1", from: "both", to: "buy" },
      { key: "e5", from: "buy", to: "both_join" },
      { key: "p2", from: "both", to: "legal" },
      { key: "e6", from: "legal", to: "both_join" },
      { key: "e7", from: "both_join", to: "copy" },
      { key: "e8", from: "copy", to: "end" },
    ],
  };
}
