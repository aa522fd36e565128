/**
 * The flow definition as the server stores it. Mirrors `core/flow/src/definition.rs`; the discriminated unions are
 * written out because the designer narrows on `kind` everywhere. No behaviour here.
 */
import type { Expr, FieldRight, FieldRights, Text } from "@/form";

export type { Expr, FieldRight, FieldRights, Text };
export type SignMode = "any" | "all" | "sequential";
export type OnSelf = "selfApprove" | "skip" | "superior" | "departmentHead";
export type Dedup = "none" | "oncePerInstance" | "consecutive";
export type WithdrawRule = "untilFirstVerdict" | "whileRunning" | "never";

export type WhoActs =
  | { kind: "nobody" }
  | { kind: "user"; users: string[] }
  | { kind: "role"; role: string }
  | { kind: "post"; post: string; department?: string }
  | { kind: "departmentHead"; department?: string }
  | { kind: "superior"; level: number }
  | { kind: "superiors"; upTo: number }
  | { kind: "initiator" }
  | { kind: "initiatorChooses"; multiple?: boolean }
  | { kind: "field"; field: string };

export type StarterRule =
  | { kind: "user"; users: string[] }
  | { kind: "role"; role: string }
  | { kind: "department"; department: string };

export type OnEmpty =
  | { kind: "pass" }
  | { kind: "reject" }
  | { kind: "user"; user: string }
  | { kind: "administrator" };

export type OnReject = { kind: "end" } | { kind: "initiator" } | { kind: "node"; node: string };

export interface Buttons {
  approve?: Text;
  reject?: Text;
  transfer?: boolean;
}

export interface Demands {
  commentOnApprove?: boolean;
  commentOnReject?: boolean;
  signature?: boolean;
}

interface NodeBase {
  key: string;
  name: Text;
}

export interface StartNode extends NodeBase {
  kind: "start";
  starters?: StarterRule[];
  fieldRights?: FieldRights;
}
export interface ApproveNode extends NodeBase {
  kind: "approve";
  who: WhoActs;
  mode?: SignMode;
  onEmpty?: OnEmpty;
  onSelf?: OnSelf;
  onReject?: OnReject;
  /** For `all`: whether one rejection decides at once; yes when absent. */
  rejectAtOnce?: boolean;
  buttons?: Buttons;
  demands?: Demands;
  fieldRights?: FieldRights;
}
export interface HandleNode extends NodeBase {
  kind: "handle";
  who: WhoActs;
  mode?: SignMode;
  onEmpty?: OnEmpty;
  buttons?: Buttons;
  demands?: Demands;
  fieldRights?: FieldRights;
}
export interface CarbonCopyNode extends NodeBase {
  kind: "carbonCopy";
  who: WhoActs;
  fieldRights?: FieldRights;
}
export interface NotifyNode extends NodeBase {
  kind: "notify";
  who: WhoActs;
  subject: Text;
  body: Text;
}
export interface ConditionNode extends NodeBase {
  kind: "condition";
}
export interface ParallelNode extends NodeBase {
  kind: "parallel";
}
export interface JoinNode extends NodeBase {
  kind: "join";
  of: string;
}
export interface EndNode extends NodeBase {
  kind: "end";
  /** The project that an approval here brings into being. */
  project?: ProjectOrder | undefined;
}

export type ProjectTemplateRef = { kind: "own"; id: string } | { kind: "shipped"; key: string };

/** Which fields a project is filled in from; what is left out follows from the instance. */
export interface ProjectOrder {
  template?: ProjectTemplateRef;
  name?: string;
  key?: string;
  start?: string;
  lead?: string;
  members?: string[];
  description?: string;
}

export type StepNode = ApproveNode | HandleNode | CarbonCopyNode | NotifyNode;
export type ForkNode = ConditionNode | ParallelNode;
export type FlowNode = StartNode | StepNode | ForkNode | JoinNode | EndNode;
export type NodeKind = FlowNode["kind"];
/** What the palette offers. */
export type InsertKind = StepNode["kind"] | ForkNode["kind"];

export interface FlowEdge {
  key: string;
  from: string;
  to: string;
  name?: Text;
  when?: Expr;
  /** Instead of `when`: a script (Rhai) that gives true or false; empty while nobody wrote it. */
  script?: string;
}

/** Whether something has to hold before the branch is taken. */
export function isGuarded(edge: FlowEdge): boolean {
  return edge.when !== undefined || edge.script !== undefined;
}

export const MESSAGE_EVENTS = ["taskAssigned", "instanceEnded", "copied"] as const;
export type MessageEvent = (typeof MESSAGE_EVENTS)[number];
export interface MessageTemplate {
  subject: Text;
  body: Text;
}

export interface FlowSettings {
  dedup?: Dedup;
  withdraw?: WithdrawRule;
  /** The flow's own wording of notifications; what is not named has the product's wording. */
  messages?: Partial<Record<MessageEvent, MessageTemplate>>;
}

export interface FlowDefinition {
  name: Text;
  description?: Text;
  nodes: FlowNode[];
  edges: FlowEdge[];
  settings?: FlowSettings;
}

export function isStep(node: FlowNode): node is StepNode {
  return node.kind === "approve" || node.kind === "handle" || node.kind === "carbonCopy" || node.kind === "notify";
}

export function isFork(node: FlowNode): node is ForkNode {
  return node.kind === "condition" || node.kind === "parallel";
}
