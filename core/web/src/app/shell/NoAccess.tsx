// What somebody finds at the address of a page that is not theirs to open.
import { Lock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ButtonLink, EmptyState } from "@/ui";
import { useCrumbs } from "../crumbs";

export default function NoAccess() {
  const { t } = useTranslation("app");
  useCrumbs({ label: t("noAccess.crumb") });
  return (
    <EmptyState
      icon={Lock}
      title={t("noAccess.title")}
      action={
        <ButtonLink to="/">{t("notFound.home")}</ButtonLink>
      }
    >
      {t("noAccess.text")}
    </EmptyState>
  );
}
