/** How start, cards, forks, branches and `+` places look. Each is a button: reachable by Tab, named for a reader. */
import { Popover, Tooltip } from "antd";
import type { NodeProps, NodeTypes } from "@xyflow/react";
import { CircleCheck, CircleX, Clock, Plus as PlusIcon, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import { textOf } from "@/form";
import { KIND_ICONS } from "../kinds";
import type { FlowEdge, FlowNode } from "../model/definition";
import type { Box, Connector, Plus } from "../model/layout";
import type { FlowWords } from "../useFlowWords";
import { Palette } from "./Palette";
import css from "./canvas.module.css";
import { useCanvas } from "./context";

type StepStatus = Schemas["StepStatus"];
const STEP_TONE: Record<StepStatus, "waiting" | "done" | "failed"> = {
  waiting: "waiting",
  approved: "done",
  completed: "done",
  passed: "done",
  taken: "done",
  sent: "done",
  rejected: "failed",
  returned: "failed",
  cancelled: "failed",
};
const TONE_CLASS = { waiting: css.stepWaiting, done: css.stepDone, failed: css.stepFailed };
const TONE_ICON = { waiting: Clock, done: CircleCheck, failed: CircleX };

function useLook(key: string): string {
  const { selected, problems } = useCanvas();
  return `${selected === key ? css.selected : ""} ${problems.has(key) ? css.bad : ""}`;
}

function Card({ node }: { node: FlowNode }) {
  const { t } = useTranslation("flow-designer");
  const { words, selected, onSelect, problems, steps } = useCanvas();
  const look = useLook(node.key);
  const Icon = KIND_ICONS[node.kind];
  const name = words.nodeName(node);
  const problem = problems.get(node.key);
  const step = steps?.get(node.key);
  const tone = step && STEP_TONE[step.status];
  const reached = !steps || step !== undefined;
  const line = step ? runLine(step, t(`step.${step.status}`), t("summary.and")) : !reached ? t("run.notReached") : (problem ?? words.nodeLine(node));
  const Tone = tone && TONE_ICON[tone];
  return (
    <button
      type="button"
      data-key={node.key}
      className={`${css.card} nodrag nopan ${look} ${tone ? TONE_CLASS[tone] : ""} ${reached ? "" : css.notReached}`}
      aria-pressed={selected === node.key}
      title={step?.reason || undefined}
      onClick={() => onSelect(node.key)}
    >
      <span className={css.icon}>
        <Icon size={16} aria-hidden />
      </span>
      <span className={css.text}>
        <Heard>{t(`kind.${node.kind}`) + t("summary.colon")}</Heard>
        <span className={`${css.title} ellipsis`}>{name}</span>
        <Heard>{t("summary.comma")}</Heard>
        <span className={`${css.line} ellipsis`} title={line}>
          {line}
        </span>
      </span>
      {problem && !steps && <TriangleAlert className={css.badMark} size={16} aria-hidden />}
      {Tone && <Tone className={css[tone]} size={16} aria-hidden />}
    </button>
  );
}

function runLine(step: Schemas["Step"], status: string, and: string): string {
  const people = (step.decisions.length > 0 ? step.decisions.map((decision) => decision.actor) : step.actors).map((person) => person.name);
  return [status, [...new Set(people)].join(and)].filter(Boolean).join(" · ");
}

function Pill({ node }: { node: FlowNode }) {
  const { t } = useTranslation("flow-designer");
  const { words, selected, onSelect, editing } = useCanvas();
  const look = useLook(node.key);
  const Icon = KIND_ICONS[node.kind];
  const name = words.nodeName(node);
  const isFork = node.kind === "condition" || node.kind === "parallel";
  const label = node.kind === "start" ? t("summary.startCard", { who: words.nodeLine(node) }) : node.kind === "parallel" && name === t("kind.parallel") ? words.nodeLine(node) : name;
  return (
    <div className={css.pillRow}>
      <button
        type="button"
        data-key={node.key}
        className={`${css.pill} nodrag nopan ${look}`}
        aria-pressed={selected === node.key}
        onClick={() => onSelect(node.key)}
      >
        <Icon size={14} aria-hidden />
        <Heard>{t(`kind.${node.kind}`) + t("summary.colon")}</Heard>
        <span className="ellipsis">{label}</span>
      </button>
      {isFork && editing && (
        <Tooltip title={t("branch.add")}>
          <button type="button" className={`${css.addBranch} nodrag nopan`} aria-label={t("branch.addTo", { name })} onClick={() => editing.addBranch(node.key)}>
            <PlusIcon size={12} aria-hidden />
          </button>
        </Tooltip>
      )}
    </div>
  );
}

/** Words between those that are seen, for who hears the card: what it is, and where one part ends. */
function Heard({ children }: { children: string }) {
  return <span className="visually-hidden">{children}</span>;
}

function BranchHead({ box }: { box: Box }) {
  const { t, i18n } = useTranslation("flow-designer");
  const { words, selected, onSelect, problems } = useCanvas();
  const look = useLook(box.key);
  if (!box.branch) return null;
  const { edge, fork, index, isDefault } = box.branch;
  const name = textOf(edge.name, i18n.language, t("kind.branch"));
  const isCondition = fork.node.kind === "condition";
  const line = isDefault ? t("branch.otherwise") : words.condition(edge) || problems.get(edge.key) || t("branch.noCondition");
  const rank = isDefault ? t("branch.default") : t("branch.priority", { number: index + 1 });
  return (
    <button
      type="button"
      data-key={box.key}
      className={`${css.branch} nodrag nopan ${look}`}
      aria-pressed={selected === box.key}
      onClick={() => onSelect(box.key)}
    >
      <span className={css.head}>
        <Heard>{t("kind.branch") + t("summary.colon")}</Heard>
        <span className="ellipsis">{name}</span>
        {isCondition && <Heard>{t("summary.comma")}</Heard>}
        {isCondition && <em>{rank}</em>}
        {isCondition && <Heard>{t("summary.comma")}</Heard>}
      </span>
      {isCondition && (
        <span className={`${css.line} ellipsis`} title={line}>
          {isDefault ? line : <Sentence text={line} edge={edge} words={words} />}
        </span>
      )}
    </button>
  );
}

/** The field and the number or date of a simple comparison stand out; the rest is read as it is. */
function Sentence({ text, edge, words }: { text: string; edge: FlowEdge; words: FlowWords }) {
  const { when } = edge;
  if (when?.op !== "compare") return text;
  const subject = words.condition({ ...edge, when: when.left });
  if (!text.startsWith(subject)) return text;
  const rest = text.slice(subject.length);
  const bound = when.right.op === "lit" && typeof when.right.value === "object" && ("number" in when.right.value || "date" in when.right.value);
  const cut = bound ? rest.lastIndexOf(" ") + 1 : rest.length;
  return (
    <>
      <b>{subject}</b>
      {rest.slice(0, cut)}
      {bound && <b>{rest.slice(cut)}</b>}
    </>
  );
}

function BoxNode({ data }: NodeProps) {
  const { box } = data as { box: Box };
  if (box.shape === "branch") return <BranchHead box={box} />;
  if (!box.node) return null;
  return box.shape === "pill" ? <Pill node={box.node} /> : <Card node={box.node} />;
}

function PlusNode({ data }: NodeProps) {
  const { plus } = data as { plus: Plus };
  const { t } = useTranslation("flow-designer");
  const { editing } = useCanvas();
  const [open, setOpen] = useState(false);
  if (!editing) return null;
  const { clip, clipName } = editing;
  const close = (run: () => void) => () => {
    setOpen(false);
    run();
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="rightTop"
      arrow={false}
      destroyOnHidden
      styles={{ container: { padding: 12 } }}
      content={
        <Palette
          onInsert={(kind) => close(() => editing.insert(plus.edge, kind))()}
          paste={clip ? { name: clipName, run: close(() => editing.paste(plus.edge)) } : undefined}
        />
      }
    >
      <button type="button" data-plus={plus.edge} className={`${css.plus} nodrag nopan ${open ? css.plusOpen : ""}`} aria-label={t("palette.add")} aria-haspopup="dialog" aria-expanded={open}>
        <PlusIcon size={12} aria-hidden />
      </button>
    </Popover>
  );
}

function LinesNode({ data }: NodeProps) {
  const { connectors, taken } = data as { connectors: Connector[]; taken: Set<string> };
  return (
    <svg className={css.lines} width={1} height={1} aria-hidden>
      {connectors.map((connector) => (
        <path key={connector.path} d={connector.path} className={connector.edges.some((edge) => taken.has(edge)) ? css.taken : undefined} />
      ))}
    </svg>
  );
}

export const nodeTypes: NodeTypes = { box: BoxNode, plus: PlusNode, lines: LinesNode };
