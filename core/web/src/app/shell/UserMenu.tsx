// A person's own menu. Loaded when it is first opened.
import { Menu } from "antd";
import { Languages, ListChecks, LogOut, MessageSquarePlus, MessageSquareText, Settings, SunMoon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Locale } from "@/api";
import { useSignOut, useUpdateMe } from "../account";
import { askForFeedback } from "../feedback";
import { type ThemeChoice, usePreferences } from "../preferences";

const icon = { size: 16, "aria-hidden": true } as const;
const LANGUAGES: Record<Locale, string> = { "zh-CN": "中文", en: "English" };

export default function UserMenu({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation("app");
  const navigate = useNavigate();
  const signOut = useSignOut();
  const updateMe = useUpdateMe();
  const { locale, theme } = usePreferences();

  return (
    <Menu
      mode="vertical"
      selectedKeys={[`language:${locale}`, `theme:${theme}`]}
      style={{ width: 200, border: 0, background: "none" }}
      items={[
        { key: "settings", icon: <Settings {...icon} />, label: t("user.settings") },
        { key: "background-tasks", icon: <ListChecks {...icon} />, label: t("command.backgroundTasks") },
        {
          key: "language",
          icon: <Languages {...icon} />,
          label: t("user.language"),
          children: Object.entries(LANGUAGES).map(([key, label]) => ({ key: `language:${key}`, label })),
        },
        {
          key: "theme",
          icon: <SunMoon {...icon} />,
          label: t("user.theme"),
          children: (["light", "dark", "system"] as const).map((key) => ({ key: `theme:${key}`, label: t(`user.${key}`) })),
        },
        { type: "divider" },
        { key: "feedback", icon: <MessageSquareText {...icon} />, label: t("command.feedback") },
        { key: "newFeedback", icon: <MessageSquarePlus {...icon} />, label: t("user.feedback") },
        { type: "divider" },
        { key: "signOut", icon: <LogOut {...icon} />, label: t("user.signOut") },
      ]}
      onClick={({ key }) => {
        const [kind, value] = key.split(":");
        onDone();
        if (kind === "settings" || kind === "background-tasks" || kind === "feedback") void navigate(`/${kind}`);
        if (kind === "language") updateMe.mutate({ locale: value as Locale });
        if (kind === "theme") updateMe.mutate({ theme: value as ThemeChoice });
        if (kind === "newFeedback") askForFeedback();
        if (kind === "signOut") void signOut();
      }}
    />
  );
}
