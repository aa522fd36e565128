/** How nodes, branches and findings are put into words on this page. */
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { describeExpr, type FieldInfo, fieldInfos, type FormSchema, textOf } from "@/form";
import type { Directory } from "./directory";
import type { LocalIssue } from "./model/check";
import type { FlowDefinition, FlowEdge, FlowNode } from "./model/definition";
import { type SummaryWords, summarise } from "./model/summary";

export interface FlowWords {
  summary: SummaryWords;
  fieldInfos: FieldInfo[];
  nodeName: (node: FlowNode) => string;
  nodeLine: (node: FlowNode) => string;
  condition: (edge: FlowEdge) => string;
  issue: (issue: LocalIssue, definition: FlowDefinition) => string;
}

export function useFlowWords(schema: FormSchema | undefined, directory: Directory): FlowWords {
  const { t, i18n } = useTranslation("flow-designer");
  const { t: formT } = useTranslation("form");
  const locale = i18n.language;
  const infos = useMemo(() => (schema ? fieldInfos(schema, locale) : []), [schema, locale]);
  const summary = useMemo<SummaryWords>(
    () => ({
      say: (key, params) => t(`summary.${key}`, params ?? {}),
      nameOf: directory.nameOf,
      locale,
      fields: schema?.fields ?? [],
    }),
    [t, directory.nameOf, locale, schema],
  );
  const nodeName = useCallback((node: FlowNode) => textOf(node.name, locale, t(`kind.${node.kind}`)), [locale, t]);
  return useMemo<FlowWords>(
    () => ({
      summary,
      fieldInfos: infos,
      nodeName,
      nodeLine: (node) => summarise(node, summary),
      condition: (edge) =>
        edge.script !== undefined ? t("branch.byScript") : edge.when
          ? describeExpr(edge.when, {
              fields: infos,
              locale,
              t: formT,
              refs: { people: directory.people, departments: Object.fromEntries(directory.departments.map((item) => [item.id, item])) },
            })
          : "",
      issue: ({ at, code, params }, definition) => {
        const node = definition.nodes.find((candidate) => candidate.key === at);
        return code === "whoMissing" && node ? t(`issues.${node.kind}Nobody`) : t(`issues.${code}`, params ?? {});
      },
    }),
    [summary, infos, nodeName, locale, formT, directory, t],
  );
}
