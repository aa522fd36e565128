// A person's own settings: who they are here, language and theme, password, second factor, sessions, tokens, what they are told about.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { useCrumbs } from "@/app/crumbs";
import { ButtonLink, Page, PageHeader } from "@/ui";
import { MailTimesSection } from "./MailTimesSection";
import { NotificationSection } from "./NotificationSection";
import { PasswordSection } from "./PasswordSection";
import { PlacesSection } from "./PlacesSection";
import { ProfileSection } from "./ProfileSection";
import { SecondFactorSection } from "./SecondFactorSection";
import { SessionsSection } from "./SessionsSection";
import { TokensSection } from "./tokens/TokensSection";

const BY_HAND = ["wheel", "touchmove", "keydown", "pointerdown"];

/** Keeps a section in view while those above it still grow as they are loaded, until somebody moves by themselves. */
function stayAt(id: string): (() => void) | undefined {
  const section = document.getElementById(id);
  const page = section?.parentElement;
  if (!section || !page) return undefined;
  // Called at once, too.
  const observer = new ResizeObserver(() => section.scrollIntoView({ block: "start" }));
  observer.observe(page);
  const stop = () => {
    observer.disconnect();
    BY_HAND.forEach((event) => window.removeEventListener(event, stop));
  };
  BY_HAND.forEach((event) => window.addEventListener(event, stop, { passive: true }));
  return stop;
}

export default function SettingsPage() {
  const { t } = useTranslation("settings");
  const { hash } = useLocation();
  useCrumbs({ label: t("title") });
  useEffect(() => (hash ? stayAt(hash.slice(1)) : undefined), [hash]);
  return (
    <Page reading>
      <PageHeader title={t("title")} actions={
          <>
            <ButtonLink to="/feedback" type="link">{t("app:command.feedback")}</ButtonLink>
            <ButtonLink to="/background-tasks" type="link">{t("app:command.backgroundTasks")}</ButtonLink>
          </>
        } />
      <PlacesSection />
      <ProfileSection />
      <NotificationSection />
      <MailTimesSection />
      <PasswordSection />
      <SecondFactorSection />
      <SessionsSection />
      <TokensSection />
    </Page>
  );
}
