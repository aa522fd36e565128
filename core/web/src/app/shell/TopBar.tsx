// The top bar: where you are, whether you see live data, search and commands, notifications.
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, ChevronRight, LockOpen, PanelLeftClose, PanelLeftOpen, Search } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate } from "react-router";
import { IconButton, KeyHint } from "@/ui";
import { useCurrentCrumbs } from "../crumbs";
import { useLiveState } from "../live";
import { serverInfoQuery } from "../me";
import { setPreferences } from "../preferences";
import { wayBack } from "./back";
import { NotificationBell } from "./NotificationBell";
import css from "./Shell.module.css";
import { useNav } from "./useNav";
import { useRailCollapsed } from "./useRailCollapsed";

export function TopBar({ onOpenPalette }: { onOpenPalette: () => void }) {
  const { t } = useTranslation("app");
  const navigate = useNavigate();
  const crumbs = useCurrentCrumbs();
  const live = useLiveState();
  const railCollapsed = useRailCollapsed();
  const info = useQuery(serverInfoQuery).data;
  const tabs = useNav().filter((item) => item.phone);
  const parent = wayBack(crumbs, useLocation().pathname, tabs.map((item) => item.path));

  // A browser counts what never leaves the machine (localhost, 127.0.0.1) as secure, and so do we.
  const exposed = info && !info.secure && !window.isSecureContext;

  return (
    <header className={css.top}>
      <IconButton
        className={css.collapse}
        icon={railCollapsed ? PanelLeftOpen : PanelLeftClose}
        label={railCollapsed ? t("nav.expand") : t("nav.collapse")}
        onClick={() => setPreferences({ railCollapsed: !railCollapsed })}
      />
      {parent && (
        <IconButton className={css.back} icon={ArrowLeft} label={t("nav.back")} iconSize={20} onClick={() => void navigate(parent)} />
      )}
      <nav className={css.crumbs} aria-label={t("nav.crumbs")}>
        <ol>
          {crumbs.map((crumb, index) => (
            <li key={crumb.label + index}>
              {index > 0 && <ChevronRight size={14} aria-hidden />}
              {crumb.to && index < crumbs.length - 1 ? (
                <Link to={crumb.to}>{crumb.label}</Link>
              ) : (
                <span className="ellipsis" aria-current="page">
                  {crumb.label}
                </span>
              )}
            </li>
          ))}
        </ol>
      </nav>
      {exposed && (
        <span className={css.notice}>
          <LockOpen size={14} aria-hidden />
          {t("insecure")}
        </span>
      )}
      <span className={css.live} data-state={live} role="status">
        {t(`live.${live}`)}
      </span>
      <button type="button" className={css.seek} onClick={onOpenPalette} aria-keyshortcuts="Control+K">
        <Search size={16} aria-hidden />
        <span className="visually-hidden">{t("command.open")}</span>
        <span aria-hidden>{t("command.open")}</span>
        <KeyHint>Ctrl K</KeyHint>
      </button>
      <NotificationBell />
    </header>
  );
}
