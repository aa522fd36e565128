// A person's own settings: who they are here, language and theme, password, second factor, sessions, what they are told about.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { useCrumbs } from "@/app/crumbs";
import { Page, PageHeader } from "@/ui";
import { MailTimesSection } from "./MailTimesSection";
import { NotificationSection } from "./NotificationSection";
import { PasswordSection } from "./PasswordSection";
import { ProfileSection } from "./ProfileSection";
import { SecondFactorSection } from "./SecondFactorSection";
import { SessionsSection } from "./SessionsSection";

export default function SettingsPage() {
  const { t } = useTranslation("settings");
  const { hash } = useLocation();
  useCrumbs({ label: t("title") });
  useEffect(() => {
    if (hash) document.getElementById(hash.slice(1))?.scrollIntoView({ block: "start" });
  }, [hash]);
  return (
    <Page reading>
      <PageHeader title={t("title")} actions={
          <>
            <Link to="/feedback">{t("app:command.feedback")}</Link>
            <Link to="/background-tasks">{t("app:command.backgroundTasks")}</Link>
          </>
        } />
      <ProfileSection />
      <NotificationSection />
      <MailTimesSection />
      <PasswordSection />
      <SecondFactorSection />
      <SessionsSection />
    </Page>
  );
}
