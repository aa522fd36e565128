// Pages that a person may not open say so, instead of asking the server for what it will refuse.
import { Button } from "antd";
import { Lock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, Outlet, type UIMatch, useMatches } from "react-router";
import type { Permission } from "@/api";
import { EmptyState } from "@/ui";
import { useCrumbs } from "../crumbs";
import { useCan } from "../me";

export function Guarded() {
  const can = useCan();
  const matches = useMatches() as UIMatch<unknown, { permissions?: Permission[] } | undefined>[];
  const open = matches.every(({ handle }) => !handle?.permissions || can(...handle.permissions));
  return open ? <Outlet /> : <NoAccess />;
}

function NoAccess() {
  const { t } = useTranslation("app");
  useCrumbs({ label: t("noAccess.crumb") });
  return (
    <EmptyState
      icon={Lock}
      title={t("noAccess.title")}
      action={
        <Link to="/">
          <Button>{t("notFound.home")}</Button>
        </Link>
      }
    >
      {t("noAccess.text")}
    </EmptyState>
  );
}
