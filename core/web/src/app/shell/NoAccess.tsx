// What somebody finds at the address of a page that is not theirs to open.
import { Button } from "antd";
import { Lock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptyState } from "@/ui";
import { useCrumbs } from "../crumbs";

export default function NoAccess() {
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
