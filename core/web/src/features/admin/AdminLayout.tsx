/** The frame of the administration: its pages as tabs, only those that the person may open. */
import { useTranslation } from "react-i18next";
import { Outlet, useLocation } from "react-router";
import { useCrumbs } from "@/app/crumbs";
import { useCan } from "@/app/me";
import { TextTabs } from "@/ui";
import css from "./admin.module.css";
import { SECTIONS } from "./sections";

export default function AdminLayout() {
  const { t } = useTranslation("admin");
  const can = useCan();
  const here = useLocation().pathname.split("/")[2] ?? "";
  const section = SECTIONS.find((candidate) => candidate.path === here);
  useCrumbs({ label: t("title"), to: "/admin" }, ...(section ? [{ label: t(`section.${section.path}`) }] : []));
  return (
    <div className={css.layout}>
      {section && <h1 className="visually-hidden">{t(`section.${section.path}`)}</h1>}
      <TextTabs className={css.tabs ?? ""} label={t("title")} tabs={SECTIONS.filter(({ permission }) => can(permission)).map(({ path }) => ({ to: `/admin/${path}`, label: t(`section.${path}`) }))} />
      <div className={css.content}>
        <Outlet />
      </div>
    </div>
  );
}
