/** The frame of the administration: its pages as tabs, only those that the person may open. */
import { ConfigProvider } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Outlet, useLocation } from "react-router";
import { useCrumbs } from "@/app/crumbs";
import { useCan } from "@/app/me";
import { TextTabs, useIsPhone } from "@/ui";
import css from "./layout.module.css";
import { SECTIONS } from "./sections";

export default function AdminLayout() {
  const { t } = useTranslation("admin");
  const can = useCan();
  const phone = useIsPhone();
  const here = useLocation().pathname.split("/")[2] ?? "";
  const section = SECTIONS.find((candidate) => candidate.path === here);
  // On a phone the tabs are wider than the screen.
  const tabs = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Newer browsers answer with a promise, which an effect must not hand back: leaving the page would take it for a clean-up.
    void tabs.current?.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [here]);
  // On a phone its pages are tabs beside one another: none is above the others.
  useCrumbs(...(phone && section ? [] : [{ label: t("title"), to: "/admin" }]), ...(section ? [{ label: t(`section.${section.path}`) }] : []));
  return (
    <div className={css.layout}>
      {section && <h1 className="visually-hidden">{t(`section.${section.path}`)}</h1>}
      <div ref={tabs}>
        <TextTabs className={css.tabs ?? ""} label={t("title")} tabs={SECTIONS.filter(({ permission }) => can(permission)).map(({ path }) => ({ to: `/admin/${path}`, label: t(`section.${path}`) }))} />
      </div>
      <div className={css.content}>
        {/* Large enough for a thumb. */}
        <ConfigProvider {...(phone ? { componentSize: "large" as const } : {})}>
          <Outlet />
        </ConfigProvider>
      </div>
    </div>
  );
}
