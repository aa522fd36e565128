// The left rail: whose server this is, the places, the person.
import { Popover, Tooltip } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, NavLink } from "react-router";
import { fileUrl } from "@/api";
import { usePickText } from "@/i18n/usePickText";
import { BrandMark, PersonAvatar } from "@/ui";
import { useMe } from "../me";
import css from "./Shell.module.css";
import { shortCount, useNav } from "./useNav";
import { useRailCollapsed } from "./useRailCollapsed";

const UserMenu = lazy(() => import("./UserMenu"));

export function Rail() {
  const { t } = useTranslation("app");
  const me = useMe();
  const nav = useNav();
  const pick = usePickText();
  const [menuOpen, setMenuOpen] = useState(false);
  const railCollapsed = useRailCollapsed();
  const groups = [nav.filter((item) => item.group === "work"), nav.filter((item) => item.group === "build")];
  const main = me.departments.find((membership) => membership.main) ?? me.departments[0];

  return (
    <div className={css.rail}>
      <Link to="/" className={css.tenant}>
        {me.tenant.logo ? <img className={css.logo} src={fileUrl(me.tenant.logo, true)} alt="" /> : <BrandMark />}
        <span className={`ellipsis ${css.label}`}>{me.tenant.name}</span>
        {railCollapsed && <span className="visually-hidden">{me.tenant.name}</span>}
      </Link>
      <nav className={css.nav} aria-label={t("nav.main")}>
        {groups
          .filter((group) => group.length > 0)
          .map((group) => (
            <ul key={group[0]?.group}>
              {group.map((item) => (
                <li key={item.path}>
                  <Tooltip title={railCollapsed ? item.label : undefined} placement="right">
                    <NavLink to={item.path} end={item.path === "/"} className={css.link}>
                      <item.icon size={16} aria-hidden />
                      <span className={css.label}>{item.label}</span>
                      {railCollapsed && <span className="visually-hidden">{item.label}</span>}
                      {item.count > 0 && <span className={css.count}>{shortCount(item.count)}</span>}
                    </NavLink>
                  </Tooltip>
                </li>
              ))}
            </ul>
          ))}
      </nav>
      <Popover
        trigger="click"
        placement="topLeft"
        arrow={false}
        open={menuOpen}
        onOpenChange={setMenuOpen}
        destroyOnHidden
        styles={{ container: { padding: 4 } }}
        content={
          <Suspense fallback={null}>
            <UserMenu onDone={() => setMenuOpen(false)} />
          </Suspense>
        }
      >
        <button type="button" className={css.me} aria-haspopup="menu" aria-expanded={menuOpen}>
          <PersonAvatar person={me.user} />
          <span className="visually-hidden">{t("user.menu", { name: me.user.name })}</span>
          <span className={css.meText} aria-hidden>
            <span className="ellipsis">{me.user.name}</span>
            <small className="ellipsis">{pick(main?.post?.name) || pick(main?.department.name)}</small>
          </span>
        </button>
      </Popover>
    </div>
  );
}
