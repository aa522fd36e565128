/** A fork's branches in order, and one branch with its condition. */
import { Button } from "antd";
import { ArrowLeft, ArrowRight, Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { textOf } from "@/form";
import { IconButton } from "@/ui";
import type { ForkNode } from "../model/definition";
import { addBranch, canMoveBranch, makeDefault, moveBranch } from "../model/edit";
import { type ForkBlock, branchEdge, defaultBranch, findBlock, findBranch, isForkBlock } from "../model/tree";
import { making } from "../words";
import { BranchCondition } from "./BranchCondition";
import { Section } from "./Section";
import { usePanel } from "./context";
import css from "./panel.module.css";

export function ForkSection({ node }: { node: ForkNode }) {
  const { t, i18n } = useTranslation("flow-designer");
  const { definition, tree, words, select, change } = usePanel();
  const block = findBlock(tree, node.key)?.block;
  if (!block || !isForkBlock(block)) return null;
  const fork: ForkBlock = block;
  const otherwise = defaultBranch(fork);
  return (
    <Section
      title={t("branch.branches")}
      extra={
        <Button
          type="link"
          size="small"
          icon={<Plus size={14} aria-hidden />}
          onClick={() => {
            const added = addBranch(definition, node.key, making);
            change(added.definition);
            select(added.focus);
          }}
        >
          {t("branch.add")}
        </Button>
      }
    >
      <ol>
        {fork.branches.map(branchEdge).map((edge) => (
          <li key={edge.key} className={css.branchItem}>
            <button type="button" className={css.branchText} onClick={() => select(edge.key)}>
              <strong>{textOf(edge.name, i18n.language, t("kind.branch"))}</strong>
              {node.kind === "condition" && <span>{edge === otherwise ? t("branch.otherwise") : words.condition(edge) || t("branch.noCondition")}</span>}
            </button>
            <MoveButtons edge={edge.key} />
          </li>
        ))}
      </ol>
      <p className={css.help}>{t(node.kind === "condition" ? "branch.orderHelp" : "branch.parallelHelp")}</p>
    </Section>
  );
}

function MoveButtons({ edge }: { edge: string }) {
  const { t } = useTranslation("flow-designer");
  const { definition, change } = usePanel();
  return (
    <>
      <IconButton size="small" icon={ArrowLeft} label={t("branch.left")} disabled={!canMoveBranch(definition, edge, -1)} onClick={() => change(moveBranch(definition, edge, -1).definition)} />
      <IconButton size="small" icon={ArrowRight} label={t("branch.right")} disabled={!canMoveBranch(definition, edge, 1)} onClick={() => change(moveBranch(definition, edge, 1).definition)} />
    </>
  );
}

export function BranchSections({ edgeKey, onRemove }: { edgeKey: string; onRemove: (() => void) | undefined }) {
  const { t } = useTranslation("flow-designer");
  const { definition, tree, words, change, select } = usePanel();
  const found = findBranch(tree, edgeKey);
  if (!found) return null;
  const edge = branchEdge(found.branch);
  const isDefault = defaultBranch(found.fork) === edge;
  return (
    <>
      {found.fork.node.kind === "condition" && (
        <Section
          title={t("branch.condition")}
          extra={
            !isDefault && (
              <Button type="link" size="small" onClick={() => change(makeDefault(definition, edgeKey).definition)}>
                {t("branch.makeDefault")}
              </Button>
            )
          }
        >
          {isDefault ? (
            <p className={css.sub}>{t("branch.defaultHelp")}</p>
          ) : (
            <BranchCondition edge={edge} />
          )}
        </Section>
      )}
      <Section title={t("branch.order")}>
        <div className={css.switchRow}>
          <Button type="link" style={{ paddingInline: 0 }} onClick={() => select(found.fork.node.key)}>
            {words.nodeName(found.fork.node)}
          </Button>
          <span>
            <MoveButtons edge={edgeKey} />
          </span>
        </div>
        <p className={css.help}>{t(found.fork.node.kind === "condition" ? "branch.orderHelp" : "branch.parallelHelp")}</p>
        {onRemove && (
          <Button danger className={css.gap ?? ""} icon={<Trash2 size={14} aria-hidden />} onClick={onRemove}>
            {t("branch.remove")}
          </Button>
        )}
      </Section>
    </>
  );
}
