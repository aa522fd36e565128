/** `/studio/flows/:key`: loads flow, form and draft, then hands over to the designer. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { api, isProblem, ok } from "@/api";
import { useCrumbs } from "@/app/crumbs";
import type { FormSchema } from "@/form";
import { usePickText } from "@/i18n/usePickText";
import { EmptyState, ErrorState, ListSkeleton } from "@/ui";
import { Designer } from "./Designer";
import { useFlowDraft } from "./draft";

export default function FlowDesignerPage() {
  const { t } = useTranslation("flow-designer");
  const pick = usePickText();
  const { key = "" } = useParams();
  const flows = useQuery({
    queryKey: ["flows", "design"],
    queryFn: () => ok(api.GET("/flows", { params: { query: { design: true } } })),
  });
  const flow = flows.data?.items.find((candidate) => candidate.key === key);
  const formId = flow?.formId;
  const draft = useFlowDraft(key);
  const form = useQuery({ queryKey: ["form", formId, "fields"], queryFn: () => schemaOf(formId ?? ""), enabled: formId !== undefined });
  useCrumbs({ label: t("back", { context: "crumb" }), to: "/studio" }, { label: pick(flow?.name) || key });

  const error = draft.error ?? flows.error;
  if (isProblem(error) && (error.status === 404 || error.status === 403)) {
    return (
      <EmptyState title={t("notFound")} action={<Link to="/studio">{t("back")}</Link>}>
        {t("notFoundText")}
      </EmptyState>
    );
  }
  // What is being drawn stays on the screen when only reading it anew did not work.
  if (error && !(draft.data && flows.data)) return <ErrorState error={error} onRetry={() => void Promise.all([draft.refetch(), flows.refetch()])} />;
  if (!draft.data || flows.isPending || (formId && form.isPending)) return (
      <div data-own-top-bar>
        <ListSkeleton rows={10} rowHeight={60} />
      </div>
    );
  return <Designer key={`${key}`} flowKey={key} formId={formId} draft={draft.data} schema={form.data} />;
}

/** The form as it is being drawn, so that a new field can be used in a condition at once; as it is published for who may not design forms. */
async function schemaOf(id: string): Promise<FormSchema> {
  const params = { path: { id } };
  try {
    return (await ok(api.GET("/forms/{id}/draft", { params }))).schema as FormSchema;
  } catch (error) {
    if (!isProblem(error) || error.status !== 403) throw error;
    return (await ok(api.GET("/forms/{id}", { params }))).schema as FormSchema;
  }
}
