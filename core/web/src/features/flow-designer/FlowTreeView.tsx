/** A flow as a picture that cannot be changed: a version to look at, or the state of a run drawn on the same chart. */
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FlowDefinition as ApiFlowDefinition, FormSchema as ApiFormSchema, Schemas } from "@/api";
import { type FormSchema, textOf } from "@/form";
import { EmptyState } from "@/ui";
import { FlowCanvas } from "./canvas/FlowCanvas";
import { useDirectory } from "./directory";
import type { FlowDefinition } from "./model/definition";
import { readTree } from "./model/tree";
import { useFlowWords } from "./useFlowWords";

interface FlowTreeViewProps {
  definition: ApiFlowDefinition | FlowDefinition;
  /** Names the fields in conditions. */
  schema?: ApiFormSchema | FormSchema | undefined;
  /** Steps of a run; the last one of a node counts. */
  steps?: Schemas["Step"][];
}

const NO_PROBLEMS = new Map<string, string>();

export function FlowTreeView({ definition: given, schema, steps }: FlowTreeViewProps) {
  const { t, i18n } = useTranslation("flow-designer");
  const definition = given as FlowDefinition;
  const read = useMemo(() => readTree(definition), [definition]);
  const words = useFlowWords(schema as FormSchema | undefined, useDirectory(definition));
  const [selected, setSelected] = useState<string | null>(null);
  const byNode = useMemo(() => steps && new Map(steps.map((step) => [step.node, step])), [steps]);
  const taken = useMemo(() => new Set(byNode ? definition.edges.filter((edge) => byNode.has(edge.from) && byNode.has(edge.to)).map((edge) => edge.key) : []), [byNode, definition.edges]);
  if ("fault" in read) return <EmptyState title={t("issues.notATree")} />;
  return (
    <FlowCanvas
      tree={read.tree}
      label={t("canvas", { name: textOf(definition.name, i18n.language) })}
      words={words}
      selected={selected}
      onSelect={setSelected}
      problems={NO_PROBLEMS}
      steps={byNode}
      taken={taken}
    />
  );
}
