// Loads the flow and, when one was begun, its draft; then the form takes over.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { api, isProblem, ok } from "@/api";
import { useCrumbs } from "@/app/crumbs";
import { usePickText } from "@/i18n/usePickText";
import { ButtonLink, EmptyState, ErrorState, ListSkeleton, Page } from "@/ui";
import { StartForm } from "./StartForm";

export default function StartFlowPage() {
  const { t } = useTranslation("start");
  const pick = usePickText();
  const { flowKey = "" } = useParams();
  const [params] = useSearchParams();
  // The draft that the page was opened with. One that is saved meanwhile joins the URL but starts nothing anew.
  const [draftId] = useState(params.get("draft"));

  const flow = useQuery({
    queryKey: ["flow", flowKey],
    queryFn: () => ok(api.GET("/flows/{key}", { params: { path: { key: flowKey } } })),
  });
  const draft = useQuery({
    // Edited here: what is told of it, first of all its own saving, must not take the form away under the hands. So its
    // key is one that live changes leave alone, and once it is there it stays.
    queryKey: ["openedDraft", draftId],
    queryFn: () => ok(api.GET("/drafts/{id}", { params: { path: { id: draftId ?? "" } } })),
    enabled: draftId !== null,
    staleTime: Infinity,
    gcTime: 0,
  });
  useCrumbs({ label: t("title"), to: "/start" }, { label: pick(flow.data?.name) || flowKey });

  const error = (flow.data ? null : flow.error) ?? (draft.data ? null : draft.error);
  if (isProblem(error) && error.status === 404) {
    return (
      <EmptyState title={draft.error ? t("gone.draft") : t("gone.flow")} action={<ButtonLink to="/start">{t("gone.toStart")}</ButtonLink>}>
        {t("gone.text")}
      </EmptyState>
    );
  }
  if (error) return <ErrorState error={error} onRetry={() => void (flow.error ? flow.refetch() : draft.refetch())} />;
  if (!flow.data || (draftId !== null && !draft.data)) {
    return (
      <Page reading>
        <ListSkeleton rows={8} rowHeight={56} />
      </Page>
    );
  }
  return <StartForm key={flowKey} flow={flow.data} draft={draft.data} />;
}
