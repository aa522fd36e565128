/** What every section of the settings works on. */
import { createContext, useContext } from "react";
import type { FormSchema } from "@/form";
import type { Directory } from "../directory";
import type { FlowDefinition, FlowNode } from "../model/definition";
import type { FlowTree } from "../model/tree";
import type { FlowWords } from "../useFlowWords";

export interface PanelContext {
  definition: FlowDefinition;
  tree: FlowTree;
  schema: FormSchema | undefined;
  formId: string | undefined;
  directory: Directory;
  words: FlowWords;
  select: (key: string) => void;
  /** Replaces the definition; the same tag in a row is one step to undo. */
  change: (definition: FlowDefinition, tag?: string) => void;
  openRights: () => void;
}

const Context = createContext<PanelContext | null>(null);
export const PanelProvider = Context.Provider;

export function usePanel(): PanelContext {
  const context = useContext(Context);
  if (!context) throw new Error("a section outside of the settings");
  return context;
}

type Settings<N> = N extends FlowNode ? Partial<Omit<N, "key" | "kind">> : never;

/** Changes one node's own settings. */
export function useNodeChange<N extends FlowNode>(node: N): (change: Settings<N>, tag?: string) => void {
  const { definition, change } = usePanel();
  return (settings, tag) =>
    change(
      { ...definition, nodes: definition.nodes.map((candidate) => (candidate.key === node.key ? ({ ...candidate, ...settings } as FlowNode) : candidate)) },
      tag && `${node.key}.${tag}`,
    );
}
