/** The settings of what is selected: a node or a branch. Which sections it has follows from its kind. */
import { Copy, Split, Trash2, TriangleAlert, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { textOf } from "@/form";
import { IconButton } from "@/ui";
import { KIND_ICONS } from "../kinds";
import { type FlowNode, isFork, isStep } from "../model/definition";
import { changeBranch } from "../model/edit";
import { branchEdge, findBranch } from "../model/tree";
import { ButtonsSection, DemandsSection, EmptySection, RejectSection, SelfSection } from "./DecisionSections";
import { BranchSections, ForkSection } from "./ForkPanel";
import { MessageText } from "./MessageText";
import { ProjectSection } from "./ProjectSection";
import { RightsSection } from "./RightsSection";
import { Section } from "./Section";
import { StartersSection } from "./StartersSection";
import { TextInput } from "./TextInput";
import { WhoSection } from "./WhoSection";
import { useNodeChange, usePanel } from "./context";
import css from "./panel.module.css";

interface SettingsPanelProps {
  selected: string;
  findings: string[];
  onClose: () => void;
  /** Absent where nodes cannot be added or removed. */
  onDuplicate?: (() => void) | undefined;
  onRemove?: (() => void) | undefined;
}

export function SettingsPanel({ selected, findings, onClose, onDuplicate, onRemove }: SettingsPanelProps) {
  const { t, i18n } = useTranslation("flow-designer");
  const { definition, tree, words } = usePanel();
  const node = definition.nodes.find((candidate) => candidate.key === selected);
  const branch = findBranch(tree, selected);
  if (!node && !branch) return null;
  const Icon = node ? KIND_ICONS[node.kind] : Split;
  const kind = t(node ? `kind.${node.kind}` : "kind.branch");
  const name = node ? words.nodeName(node) : textOf(branch && branchEdge(branch.branch).name, i18n.language, kind);
  const removable = branch || (node && (isStep(node) || isFork(node)));
  return (
    <aside className={css.panel} aria-label={t("panel.settings", { name })}>
      <header className={css.head}>
        <span className={css.headIcon}>
          <Icon size={16} aria-hidden />
        </span>
        <div className={css.headText}>
          <strong className="ellipsis">{name}</strong>
          <div className={`${css.sub} ellipsis`}>{t("panel.subtitle", { kind, key: selected })}</div>
        </div>
        <div className={css.headTools}>
          {removable && onDuplicate && <IconButton icon={Copy} label={t("panel.duplicate")} onClick={onDuplicate} />}
          {removable && onRemove && <IconButton icon={Trash2} label={branch ? t("branch.remove") : t("panel.remove")} onClick={onRemove} />}
          <IconButton icon={X} label={t("panel.close")} onClick={onClose} />
        </div>
      </header>
      {findings.length > 0 && (
        <div className={css.section} role="status">
          {findings.map((finding) => (
            <p key={finding} className={css.finding} style={{ marginTop: 0 }}>
              <TriangleAlert size={14} aria-hidden />
              {finding}
            </p>
          ))}
        </div>
      )}
      {node ? <NodeSections key={node.key} node={node} /> : <BranchName key={selected} edgeKey={selected} />}
      {!node && <BranchSections edgeKey={selected} onRemove={onRemove} />}
    </aside>
  );
}

function BranchName({ edgeKey }: { edgeKey: string }) {
  const { t } = useTranslation("flow-designer");
  const { definition, change } = usePanel();
  const edge = definition.edges.find((candidate) => candidate.key === edgeKey);
  return (
    <Section title={t("panel.name")}>
      <TextInput label={t("panel.branchName")} value={edge?.name} onChange={(name) => change(changeBranch(definition, edgeKey, { name }), `${edgeKey}.name`)} />
    </Section>
  );
}

function NodeSections({ node }: { node: FlowNode }) {
  return (
    <>
      <NameSection node={node} />
      {isStep(node) && <WhoSection node={node} />}
      {node.kind === "start" && <StartersSection node={node} />}
      {node.kind === "notify" && <NotifySection node={node} />}
      {(node.kind === "approve" || node.kind === "handle") && (
        <>
          <ButtonsSection node={node} />
          <DemandsSection node={node} />
        </>
      )}
      {(node.kind === "start" || node.kind === "approve" || node.kind === "handle" || node.kind === "carbonCopy") && <RightsSection node={node} />}
      {(node.kind === "approve" || node.kind === "handle") && <EmptySection node={node} />}
      {node.kind === "approve" && (
        <>
          <SelfSection node={node} />
          <RejectSection node={node} />
        </>
      )}
      {isFork(node) && <ForkSection node={node} />}
      {node.kind === "end" && <ProjectSection node={node} />}
    </>
  );
}

function NameSection({ node }: { node: FlowNode }) {
  const { t } = useTranslation("flow-designer");
  const set = useNodeChange<FlowNode>(node);
  return (
    <Section title={t("panel.name")}>
      <TextInput label={t("panel.nodeName")} value={node.name} placeholder={t(`kind.${node.kind}`)} onChange={(name) => set({ name }, "name")} />
    </Section>
  );
}

function NotifySection({ node }: { node: Extract<FlowNode, { kind: "notify" }> }) {
  const { t } = useTranslation("flow-designer");
  const set = useNodeChange<Extract<FlowNode, { kind: "notify" }>>(node);
  return (
    <Section title={t("message.title")}>
      <MessageText label={t("message.subject")} value={node.subject} onChange={(subject) => set({ subject }, "subject")} />
      <MessageText label={t("message.body")} value={node.body} rows={4} onChange={(body) => set({ body }, "body")} />
    </Section>
  );
}
