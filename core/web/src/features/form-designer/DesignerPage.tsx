// Loads the form and its draft, then opens the designer on them.

import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useCrumbs } from "@/app/crumbs";
import { textOf } from "@/form";
import { ErrorState, ListSkeleton } from "@/ui";
import { Designer } from "./Designer";
import { draftQuery, formQuery } from "./queries";

export default function DesignerPage() {
  const { t, i18n } = useTranslation("form-designer");
  const { id = "" } = useParams();
  const form = useQuery(formQuery(id));
  const draft = useQuery(draftQuery(id));
  useCrumbs(
    { label: t("studio"), to: "/studio" },
    { label: textOf(draft.data?.schema.name ?? form.data?.name, i18n.language, t("untitled")) },
  );
  const error = form.error ?? draft.error;
  if (error) {
    return (
      <ErrorState
        error={error}
        wayOn={{ to: "/studio", label: t("back") }}
        onRetry={() => {
          void form.refetch();
          void draft.refetch();
        }}
      />
    );
  }
  if (!form.data || !draft.data) return (
      <div data-own-top-bar>
        <ListSkeleton rows={10} />
      </div>
    );
  return <Designer key={id} form={form.data} draft={draft.data} />;
}
