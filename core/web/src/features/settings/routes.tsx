import { Bell, KeyRound } from "lucide-react";
import { type Feature, page } from "@/app/feature";

export const feature: Feature = {
  key: "settings",
  commands: [
    { id: "settings-password", label: "password", icon: KeyRound, path: "/settings#password" },
    { id: "settings-notifications", label: "notifications", icon: Bell, path: "/settings#notifications" },
    { id: "settings-tokens", label: "tokens", icon: KeyRound, path: "/settings#tokens" },
  ],
  routes: [{ path: "settings", ...page(() => import("./SettingsPage")) }],
};
