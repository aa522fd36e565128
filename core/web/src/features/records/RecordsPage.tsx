// The records of one form at an address: what the list needs before it can be drawn.

import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useCrumbs } from "@/app/crumbs";
import { textOf } from "@/form";
import { ErrorState, ListSkeleton } from "@/ui";
import { viewsQuery } from "@/list";
import { formQuery } from "./queries";
import { Records } from "./Records";

export default function RecordsPage() {
  const { t, i18n } = useTranslation("records");
  const { id = "" } = useParams();
  const form = useQuery(formQuery(id));
  const views = useQuery(viewsQuery({ kind: "form", id }));
  useCrumbs({ label: t("forms"), to: "/forms" }, { label: textOf(form.data?.name, i18n.language) });
  const failed = form.error ? form : views.error ? views : undefined;
  if (failed) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} wayOn={{ to: "/forms", label: t("toForms") }} />;
  // Before the views are known, what the address asks for would be shown for a moment as something else.
  if (!form.data || !views.data) return <ListSkeleton rows={12} />;
  return <Records key={id} form={form.data} views={views.data} />;
}
