// What stands in the place of a page that broke, or that does not exist.
import { Compass } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useRouteError } from "react-router";
import { ButtonLink, EmptyState, ErrorState } from "@/ui";

export function RouteFailure() {
  const error = useRouteError();
  return <ErrorState error={error} onRetry={() => window.location.reload()} />;
}

export function NotFound() {
  const { t } = useTranslation("app");
  return (
    <EmptyState
      icon={Compass}
      title={t("notFound.title")}
      action={
        <ButtonLink to="/">{t("notFound.home")}</ButtonLink>
      }
    >
      {t("notFound.text")}
    </EmptyState>
  );
}
