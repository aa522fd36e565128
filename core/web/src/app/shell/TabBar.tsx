// The phone's places, at the thumb.
import { UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import css from "./Shell.module.css";
import { shortCount, useNav } from "./useNav";

export function TabBar() {
  const { t } = useTranslation("app");
  const items = useNav().filter((item) => item.phone);
  return (
    <nav className={css.tabs} aria-label={t("nav.main")}>
      {items.map((item) => (
        <NavLink key={item.path} to={item.path} end={item.path === "/"} className={css.tab}>
          <item.icon size={20} aria-hidden />
          {item.label}
          {item.count > 0 && <span className={css.count}>{shortCount(item.count)}</span>}
        </NavLink>
      ))}
      <NavLink to="/settings" className={css.tab}>
        <UserRound size={20} aria-hidden />
        {t("nav.me")}
      </NavLink>
    </nav>
  );
}
