// What stands in the place of a page that broke, or that does not exist.
import { Button } from "antd";
import { Compass } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useRouteError } from "react-router";
import { EmptyState, ErrorState } from "@/ui";

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
        <Link to="/">
          <Button>{t("notFound.home")}</Button>
        </Link>
      }
    >
      {t("notFound.text")}
    </EmptyState>
  );
}
