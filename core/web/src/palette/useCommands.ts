// What can be done from anywhere: pages, flows to start, language, theme, signing out.
import { useQuery } from "@tanstack/react-query";
import { Languages, LogOut, type LucideIcon, MessageSquarePlus, MessageSquareText, Moon, Play, Settings, Sun } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api, ok } from "@/api";
import { useSignOut, useUpdateMe } from "@/app/account";
import { askForFeedback } from "@/app/feedback";
import { commands } from "@/app/features";
import { useCan } from "@/app/me";
import { useDark, usePreferences } from "@/app/preferences";
import { useNav } from "@/app/shell/useNav";
import { usePickText } from "@/i18n/usePickText";

export interface Line {
  id: string;
  group: string;
  label: string;
  /** Beside the label: what it is part of. */
  aside?: string;
  icon: LucideIcon;
  run: () => void;
}

export interface CommandLine extends Line {
  /** Found by these too: a key, the other language. */
  also: string;
}

export function useCommands(): CommandLine[] {
  const { t } = useTranslation("palette");
  const pick = usePickText();
  const navigate = useNavigate();
  const nav = useNav();
  const can = useCan();
  const dark = useDark();
  const { locale } = usePreferences();
  const updateMe = useUpdateMe();
  const signOut = useSignOut();
  const flows = useQuery({ queryKey: ["flows", "startable"], queryFn: () => ok(api.GET("/flows")), enabled: can("flows.start") });

  return useMemo(() => {
    const go = (path: string) => () => void navigate(path);
    return [
      ...nav.map((item) => ({ id: `nav${item.path}`, group: t("pages"), label: item.label, also: item.path, icon: item.icon, run: go(item.path) })),
      ...commands
        .filter((command) => !command.permissions || can(...command.permissions))
        .map((command) => ({ id: command.id, group: t("pages"), label: t(`app:command.${command.label}`), also: command.path, icon: command.icon, run: go(command.path) })),
      ...(flows.data?.items ?? []).map((flow) => ({
        id: `flow-${flow.key}`,
        group: t("flows"),
        label: `${t("start")} ${pick(flow.name)}`,
        also: `${flow.key} ${flow.name["zh-CN"] ?? ""} ${flow.name.en ?? ""}`,
        icon: Play,
        run: go(`/start/${flow.key}`),
      })),
      { id: "feedback", group: t("pages"), label: t("app:command.feedback"), also: "feedback 反馈", icon: MessageSquareText, run: go("/feedback") },
      { id: "newFeedback", group: t("actions"), label: t("feedback"), also: "feedback 反馈", icon: MessageSquarePlus, run: askForFeedback },
      { id: "settings", group: t("actions"), label: t("settings"), also: "settings", icon: Settings, run: go("/settings") },
      {
        id: "theme",
        group: t("actions"),
        label: dark ? t("themeLight") : t("themeDark"),
        also: "theme 主题 dark light",
        icon: dark ? Sun : Moon,
        run: () => updateMe.mutate({ theme: dark ? "light" : "dark" }),
      },
      {
        id: "language",
        group: t("actions"),
        label: t("language"),
        also: "language 语言 中文 English",
        icon: Languages,
        run: () => updateMe.mutate({ locale: locale === "en" ? "zh-CN" : "en" }),
      },
      { id: "signOut", group: t("actions"), label: t("signOut"), also: "sign out logout 退出", icon: LogOut, run: () => void signOut() },
    ];
    // The mutation object is new at each render; what it does is not.
  }, [t, pick, nav, flows.data, dark, locale, navigate, signOut]);
}
